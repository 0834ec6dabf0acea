// Exercise 5: a dict that many threads use at once, with one lock for all, one for each, or many.
//
// Thread safety: every function may be called by any thread.
#ifndef CHAPTERS_03_GIL_FREE_THREADED_DICT_H_
#define CHAPTERS_03_GIL_FREE_THREADED_DICT_H_

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "checker/testing/not_written_yet.h"
#include "global_lock.h"  // given: GlobalLock, complete

// One lock for each dict.
class PerObjectLock {
  // TODO: as GlobalLock, but each dict has a lock of its own.
};

// N locks for each dict; a key's is the one of stripe std::hash<K>(key) % N.
template <std::size_t N>
class Striped {
  static_assert(N >= 1, "a dict needs a lock");
  // TODO: as PerObjectLock, but N of them.
};

// K is hashed with std::hash<K>, compared with ==; K and V can be copied, and moved without an
// exception. Each call is one step to all threads. The hash is called with no lock held, so it may
// itself use a Dict. All else of K and V (copies, ==, destructors), and `f`, may be called with
// locks held and must not use any Dict. If a copy, == or `f` throws, the exception travels on, no
// lock is kept, and nothing has changed.
template <class K, class V, class Locking>
class Dict {
 public:
  Dict() = default;
  Dict(const Dict&) = delete;
  Dict& operator=(const Dict&) = delete;

  // TODO: the calls for one key. Which lock does each need, and for how long?

  // Sets the key's value; true if the key is new.
  bool Set(K, V) { checker::NotWrittenYet("Hash first, then lock the stripe of that hash."); }

  // A copy of the key's value; nullopt if there is none.
  std::optional<V> Get(const K&) const { checker::NotWrittenYet("Copy under the lock."); }

  // Takes the key out and returns its value; nullopt if it was not there.
  std::optional<V> Pop(const K&) { checker::NotWrittenYet("Looking and erasing are one step."); }

  // The key's value; if it has none, it gets this one first.
  V SetDefault(K, V) { checker::NotWrittenYet("Looking and inserting are one step."); }

  // Calls f once, with the key's value as std::optional<V>; what it returns becomes the key's value
  // and is returned. Updates of two dicts can overlap (GlobalLock apart), with Striped also those
  // of two stripes.
  template <class F>
  V Update(const K&, F) {
    checker::NotWrittenYet("f is called under the key's lock, and may throw.");
  }

  // How many keys, and all pairs in any order: true of one moment between the two ends of the call.
  // TODO: the calls for the whole dict.
  std::size_t size() const { checker::NotWrittenYet("All stripes, and all at the same moment."); }
  std::vector<std::pair<K, V>> Items() const { checker::NotWrittenYet("As size()."); }
};

// Sets in `into` all that `from` has; `from` stays as it is. If K or V throws, a part may have been
// set. One dict given twice stays as it is.
template <class K, class V, class Locking>
void Merge(Dict<K, V, Locking>& /*into*/, const Dict<K, V, Locking>& /*from*/) {
  // TODO: lock all that is needed, each lock once, in an order that everybody keeps to.
  checker::NotWrittenYet("What if another thread merges the other way round, at this moment?");
}

// Takes the key's value out of `from` and sets it in `to`; false if `from` has none. Nobody sees
// the key in both or in neither. One dict given twice stays as it is; the answer is whether it has
// it.
template <class K, class V, class Locking>
bool Move(Dict<K, V, Locking>& /*from*/, Dict<K, V, Locking>& /*to*/, const K&) {
  // TODO: the same for one key.
  checker::NotWrittenYet("With GlobalLock both dicts have the same lock.");
}

#endif  // CHAPTERS_03_GIL_FREE_THREADED_DICT_H_

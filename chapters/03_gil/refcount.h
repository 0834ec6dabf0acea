// Exercise 4: counts of references, under a GIL and without, and a pointer that keeps them.
//
// Thread safety: PlainCount needs a lock of the caller's. The methods of the other two may be
// called by any thread. A Ref is used by one thread at a time, unless it is only read; several
// threads may have Refs to one object, if its count permits.
#ifndef CHAPTERS_03_GIL_REFCOUNT_H_
#define CHAPTERS_03_GIL_REFCOUNT_H_

#include <functional>

#include "checker/testing/not_written_yet.h"
#include "counted.h"          // given: Counted, complete
#include "counting_atomic.h"  // given: CountingAtomic, CountingMutex, complete

// All three: the count begins with 1. Incref REQUIRES that a reference is held meanwhile; each
// Decref gives one back. Decref is true once, for the last: who gets it destroys the object, and
// sees all that other threads wrote before they let go. value() is the number of references; it
// may be out of date when others count meanwhile. Counts are not copied.

// The calls are made under one lock, the GIL. No atomics.
class PlainCount {
 public:
  // TODO: three methods and a number.
  void Incref() { checker::NotWrittenYet("Count up."); }
  bool Decref() { checker::NotWrittenYet("Count down; was it the last?"); }
  long value() const { checker::NotWrittenYet("Return the number."); }
};

class AtomicCount {
 public:
  // TODO: the same for any thread, with a CountingAtomic and the weakest orders that are right.
  void Incref() { checker::NotWrittenYet("One read-modify-write. What must it order?"); }
  bool Decref() { checker::NotWrittenYet("Subtracting and looking must be one step."); }
  long value() const { checker::NotWrittenYet("Load the number."); }
};

// Advanced. The thread that makes the count owns it. Incref by the owner, and Decref that leaves
// the owner's part above zero, make no read-modify-write and take no lock. Others use a shared
// part. A reference belongs to no thread: one that the owner took may be given back by another
// thread, which queues the count for the owner. The owner merges both parts in Poll() or when its
// thread ends, or when its own part falls to zero; after its end, whoever needs it merges. From the
// merge on all use the shared part. value() REQUIRES that nobody counts meanwhile.
class BiasedCount {
 public:
  // `destroy` is called, once and with no lock held, when a merge in Poll() or at the end of the
  // owner's thread finds that nobody is left; no Decref has returned true then, or will. It may
  // count other objects and may destroy this count, so call it from a place of its own.
  explicit BiasedCount(std::function<void()> /*destroy*/ = {}) {
    // TODO: remember the owner and its queue.
  }
  // TODO: the owner's fast path, the strangers' shared part, the queue.
  void Incref() { checker::NotWrittenYet("Am I the owner? Then a load and a store will do."); }
  bool Decref() { checker::NotWrittenYet("A negative shared part says: the owner must look."); }
  long value() const { checker::NotWrittenYet("Both parts together."); }

  // Merges what others have queued for the calling thread; does nothing if that is nothing.
  static void Poll() { checker::NotWrittenYet("Empty the queue under its lock, merge outside."); }
};

// A reference to a T, which is a Counted, or none. T may be incomplete where Ref<T> is named. Who
// drops the last one destroys the object with delete, with no lock held.
template <class T>
class Ref {
 public:
  Ref() = default;  // none

  // TODO: take over a count that is the caller's; add one of your own. Null gives an empty Ref.
  static Ref Adopt(T*) { checker::NotWrittenYet("The count is there already: only keep it."); }
  static Ref Borrow(T*) { checker::NotWrittenYet("The caller keeps its count: add another."); }

  // TODO: copies add a count; moves leave the other one empty; the destructor gives it back.
  Ref(const Ref&) { checker::NotWrittenYet("A copy is one reference more."); }
  Ref(Ref&&) noexcept { checker::NotWrittenYet("A move changes no count."); }
  // Assigning itself, copied or moved, changes nothing; `r = r->next` works though the old object
  // owns what is assigned and dies of it.
  Ref& operator=(const Ref&) { checker::NotWrittenYet("Take the new one before..."); }
  Ref& operator=(Ref&&) noexcept { checker::NotWrittenYet("...the old one is let go."); }
  ~Ref() = default;

  void swap(Ref&) noexcept { checker::NotWrittenYet("Exchange the pointers, no count."); }
  T* get() const { checker::NotWrittenYet("The pointer, null if there is none."); }
  T& operator*() const { return *get(); }
  T* operator->() const { return get(); }
  explicit operator bool() const { return get() != nullptr; }
};

#endif  // CHAPTERS_03_GIL_REFCOUNT_H_

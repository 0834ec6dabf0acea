// A dict that many threads use at once, with one lock for all, one for each, or many.
//
// Thread safety: every function may be called by any thread.
#ifndef SOLUTIONS_03_GIL_FREE_THREADED_DICT_H_
#define SOLUTIONS_03_GIL_FREE_THREADED_DICT_H_

#include <array>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <shared_mutex>
#include <unordered_map>
#include <utility>
#include <vector>

#include "global_lock.h"

class PerObjectLock {
 public:
  static constexpr std::size_t kStripes = 1;
  std::shared_mutex& stripe(std::size_t /*index*/) const { return mutex_; }

 private:
  mutable std::shared_mutex mutex_;
};

template <std::size_t N>
class Striped {
  static_assert(N >= 1, "a dict needs a lock");

 public:
  static constexpr std::size_t kStripes = N;
  std::shared_mutex& stripe(std::size_t index) const { return mutexes_[index]; }

 private:
  mutable std::array<std::shared_mutex, N> mutexes_;
};

template <class K, class V, class Locking>
class Dict {
 public:
  Dict() = default;
  Dict(const Dict&) = delete;
  Dict& operator=(const Dict&) = delete;

  bool Set(K key, V value) {
    const std::size_t hash = std::hash<K>()(key);
    std::unique_lock lock(MutexOf(hash));
    return Put(hash, std::move(key), std::move(value));
  }

  std::optional<V> Get(const K& key) const {
    const std::size_t hash = std::hash<K>()(key);
    std::shared_lock lock(MutexOf(hash));
    const Table& table = tables_[hash % kStripes];
    const auto found = Find(table, hash, key);
    if (found == table.end()) return std::nullopt;
    return found->second.second;
  }

  std::optional<V> Pop(const K& key) {
    const std::size_t hash = std::hash<K>()(key);
    std::unique_lock lock(MutexOf(hash));
    Table& table = tables_[hash % kStripes];
    const auto found = Find(table, hash, key);
    if (found == table.end()) return std::nullopt;
    std::optional<V> value(std::move(found->second.second));
    table.erase(found);
    return value;
  }

  V SetDefault(K key, V value) {
    const std::size_t hash = std::hash<K>()(key);
    std::unique_lock lock(MutexOf(hash));
    Table& table = tables_[hash % kStripes];
    const auto found = Find(table, hash, key);
    if (found != table.end()) return found->second.second;
    table.emplace(hash, std::pair(std::move(key), value));
    return value;
  }

  template <class F>
  V Update(const K& key, F f) {
    const std::size_t hash = std::hash<K>()(key);
    std::unique_lock lock(MutexOf(hash));
    const Table& table = tables_[hash % kStripes];
    const auto found = Find(table, hash, key);
    std::optional<V> old;
    if (found != table.end()) old = found->second.second;
    V value = f(std::move(old));
    Put(hash, key, value);  // copies first, so that a copy that throws leaves no trace
    return value;
  }

  std::size_t size() const {
    const auto locks = LockEach<std::shared_lock<std::shared_mutex>>(AllMutexes());
    std::size_t sum = 0;
    for (const Table& table : tables_) sum += table.size();
    return sum;
  }

  std::vector<std::pair<K, V>> Items() const {
    const auto locks = LockEach<std::shared_lock<std::shared_mutex>>(AllMutexes());
    std::vector<std::pair<K, V>> items;
    for (const Table& table : tables_) {
      for (const auto& [hash, item] : table) items.push_back(item);
    }
    return items;
  }

 private:
  template <class A, class B, class C>
  friend void Merge(Dict<A, B, C>& into, const Dict<A, B, C>& from);
  template <class A, class B, class C>
  friend bool Move(Dict<A, B, C>& from, Dict<A, B, C>& to, const A& key);

  static constexpr std::size_t kStripes = Locking::kStripes;

  // From the hash of a key to its item: what the container hashes is a number, never a K, and so no
  // foreign code runs under the lock when it grows.
  using Table = std::unordered_multimap<std::size_t, std::pair<K, V>>;
  using Mutexes = std::set<std::shared_mutex*>;

  // Locks each of them once, in the order of their addresses: the same for all who need several,
  // whichever dict they name first.
  template <class Lock>
  static std::vector<Lock> LockEach(const Mutexes& mutexes) {
    std::vector<Lock> locks;
    for (std::shared_mutex* mutex : mutexes) locks.emplace_back(*mutex);
    return locks;
  }

  // The item of a key in a table, const or not; its end if there is none.
  static auto Find(auto& table, std::size_t hash, const K& key) {
    auto [item, end] = table.equal_range(hash);
    while (item != end && !(item->second.first == key)) ++item;
    return item == end ? table.end() : item;
  }

  // REQUIRES: the key's lock is held. The arguments are copies already: moving them can't throw.
  bool Put(std::size_t hash, K key, V value) {
    Table& table = tables_[hash % kStripes];
    const auto found = Find(table, hash, key);
    if (found == table.end()) {
      table.emplace(hash, std::pair(std::move(key), std::move(value)));
      return true;
    }
    found->second.second = std::move(value);
    return false;
  }

  std::shared_mutex& MutexOf(std::size_t hash) const { return locking_.stripe(hash % kStripes); }

  Mutexes AllMutexes() const {
    Mutexes mutexes;
    for (std::size_t i = 0; i < kStripes; ++i) mutexes.insert(&locking_.stripe(i));
    return mutexes;
  }

  Locking locking_;
  std::array<Table, kStripes> tables_;  // each guarded by the lock of its stripe
};

template <class K, class V, class Locking>
void Merge(Dict<K, V, Locking>& into, const Dict<K, V, Locking>& from) {
  if (&into == &from) return;
  auto mutexes = into.AllMutexes();
  mutexes.merge(from.AllMutexes());  // under the GlobalLock both have the same one: it stays one
  const auto locks = into.template LockEach<std::unique_lock<std::shared_mutex>>(mutexes);
  for (const auto& table : from.tables_) {
    for (const auto& [hash, item] : table) into.Put(hash, item.first, item.second);
  }
}

template <class K, class V, class Locking>
bool Move(Dict<K, V, Locking>& from, Dict<K, V, Locking>& to, const K& key) {
  if (&from == &to) return from.Get(key).has_value();
  const std::size_t hash = std::hash<K>()(key);
  const auto locks = from.template LockEach<std::unique_lock<std::shared_mutex>>(
      {&from.MutexOf(hash), &to.MutexOf(hash)});
  auto& table = from.tables_[hash % from.kStripes];
  const auto found = from.Find(table, hash, key);
  if (found == table.end()) return false;
  to.Put(hash, key, found->second.second);  // may throw, while nothing has changed
  table.erase(found);
  return true;
}

#endif  // SOLUTIONS_03_GIL_FREE_THREADED_DICT_H_

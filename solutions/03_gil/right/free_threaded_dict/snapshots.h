// Right: a stripe's table is never changed. Who writes makes a new one and puts it in the place of
// the old one; who reads takes the pointer with the lock held and looks without it. Locks have
// numbers, in whose order they are taken.
#ifndef SOLUTIONS_03_GIL_FREE_THREADED_DICT_H_
#define SOLUTIONS_03_GIL_FREE_THREADED_DICT_H_

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "global_lock.h"

// A mutex that knows its place in the order of all of them.
class NumberedMutex {
 public:
  void lock() { mutex_.lock(); }
  void unlock() { mutex_.unlock(); }
  std::size_t number() const { return number_; }

 private:
  inline static std::atomic<std::size_t> next_number_ = 0;
  const std::size_t number_ = next_number_.fetch_add(1, std::memory_order_relaxed);
  std::mutex mutex_;
};

template <std::size_t N>
class Striped {
  static_assert(N >= 1, "a dict needs a lock");

 public:
  static constexpr std::size_t kStripes = N;
  NumberedMutex& stripe(std::size_t index) const { return mutexes_[index]; }

 private:
  mutable std::array<NumberedMutex, N> mutexes_;
};

class PerObjectLock : public Striped<1> {};

template <class Locking>
class LocksOf : public Locking {};

template <>
class LocksOf<GlobalLock> {
 public:
  static constexpr std::size_t kStripes = 1;
  NumberedMutex& stripe(std::size_t /*index*/) const { return mutex_; }

 private:
  inline static NumberedMutex mutex_;
};

template <class K, class V, class Locking>
class Dict {
 public:
  Dict() = default;
  Dict(const Dict&) = delete;
  Dict& operator=(const Dict&) = delete;

  bool Set(K key, V value) {
    const std::size_t hash = std::hash<K>()(key);
    std::lock_guard lock(MutexOf(hash));
    const Table& table = *TableOf(hash);
    const bool is_new = Find(table, hash, key) == nullptr;
    Replace(hash, With(table, hash, key, value));
    return is_new;
  }

  std::optional<V> Get(const K& key) const {
    const std::size_t hash = std::hash<K>()(key);
    const auto table = Snapshot(hash);
    const Item* const item = Find(*table, hash, key);
    return item != nullptr ? std::optional<V>(item->value) : std::nullopt;
  }

  std::optional<V> Pop(const K& key) {
    const std::size_t hash = std::hash<K>()(key);
    std::lock_guard lock(MutexOf(hash));
    const Item* const item = Find(*TableOf(hash), hash, key);
    if (item == nullptr) return std::nullopt;
    std::optional<V> value(item->value);
    Replace(hash, Without(*TableOf(hash), item));
    return value;
  }

  V SetDefault(K key, V value) {
    return Update(key, [&](std::optional<V> old) { return old ? *std::move(old) : value; });
  }

  template <class F>
  V Update(const K& key, F f) {
    const std::size_t hash = std::hash<K>()(key);
    std::lock_guard lock(MutexOf(hash));
    const Item* const item = Find(*TableOf(hash), hash, key);
    V value = f(item != nullptr ? std::optional<V>(item->value) : std::nullopt);
    Replace(hash, With(*TableOf(hash), hash, key, value));
    return value;
  }

  std::size_t size() const {
    std::size_t sum = 0;
    for (const auto& table : AllSnapshots()) sum += table->size();
    return sum;
  }

  std::vector<std::pair<K, V>> Items() const {
    std::vector<std::pair<K, V>> items;
    for (const auto& table : AllSnapshots()) {
      for (const Item& item : *table) items.emplace_back(item.key, item.value);
    }
    return items;
  }

 private:
  template <class A, class B, class C>
  friend void Merge(Dict<A, B, C>& into, const Dict<A, B, C>& from);
  template <class A, class B, class C>
  friend bool Move(Dict<A, B, C>& from, Dict<A, B, C>& to, const A& key);

  struct Item {
    std::size_t hash;
    K key;
    V value;
  };
  using Table = std::deque<Item>;
  using TablePointer = std::shared_ptr<const Table>;

  static constexpr std::size_t kStripes = LocksOf<Locking>::kStripes;

  // Locks what is given, in the order of the numbers, each once.
  class Locks {
   public:
    explicit Locks(std::vector<NumberedMutex*> mutexes) : mutexes_(std::move(mutexes)) {
      const auto number = [](const NumberedMutex* mutex) { return mutex->number(); };
      std::ranges::sort(mutexes_, {}, number);
      const auto same = std::ranges::unique(mutexes_);
      mutexes_.erase(same.begin(), same.end());
      for (NumberedMutex* mutex : mutexes_) mutex->lock();
    }
    Locks(const Locks&) = delete;
    Locks& operator=(const Locks&) = delete;
    ~Locks() {
      for (NumberedMutex* mutex : mutexes_) mutex->unlock();
    }

   private:
    std::vector<NumberedMutex*> mutexes_;
  };

  static const Item* Find(const Table& table, std::size_t hash, const K& key) {
    for (const Item& item : table) {
      if (item.hash == hash && item.key == key) return &item;
    }
    return nullptr;
  }

  static TablePointer With(const Table& table, std::size_t hash, const K& key, const V& value) {
    auto copy = std::make_shared<Table>();
    for (const Item& item : table) {
      if (item.hash != hash || !(item.key == key)) copy->push_back(item);
    }
    copy->push_back({hash, key, value});
    return copy;
  }

  static TablePointer Without(const Table& table, const Item* gone) {
    auto copy = std::make_shared<Table>();
    for (const Item& item : table) {
      if (&item != gone) copy->push_back(item);
    }
    return copy;
  }

  std::vector<NumberedMutex*> AllMutexes() const {
    std::vector<NumberedMutex*> mutexes;
    for (std::size_t i = 0; i < kStripes; ++i) mutexes.push_back(&locks_.stripe(i));
    return mutexes;
  }

  std::array<TablePointer, kStripes> AllSnapshots() const {
    const Locks locks(AllMutexes());
    return tables_;
  }

  TablePointer Snapshot(std::size_t hash) const {
    std::lock_guard lock(MutexOf(hash));
    return TableOf(hash);
  }

  NumberedMutex& MutexOf(std::size_t hash) const { return locks_.stripe(hash % kStripes); }
  const TablePointer& TableOf(std::size_t hash) const { return tables_[hash % kStripes]; }
  void Replace(std::size_t hash, TablePointer table) {
    tables_[hash % kStripes] = std::move(table);
  }

  static std::array<TablePointer, kStripes> EmptyTables() {
    std::array<TablePointer, kStripes> tables;
    for (TablePointer& table : tables) table = std::make_shared<Table>();
    return tables;
  }

  LocksOf<Locking> locks_;
  std::array<TablePointer, kStripes> tables_ = EmptyTables();
};

template <class K, class V, class Locking>
void Merge(Dict<K, V, Locking>& into, const Dict<K, V, Locking>& from) {
  auto mutexes = into.AllMutexes();
  for (NumberedMutex* mutex : from.AllMutexes()) mutexes.push_back(mutex);
  const typename Dict<K, V, Locking>::Locks locks(std::move(mutexes));
  for (const auto& table : from.tables_) {
    const auto items = table;  // if both are one dict, its tables are replaced meanwhile
    for (const auto& item : *items) {
      into.Replace(item.hash, into.With(*into.TableOf(item.hash), item.hash, item.key, item.value));
    }
  }
}

template <class K, class V, class Locking>
bool Move(Dict<K, V, Locking>& from, Dict<K, V, Locking>& to, const K& key) {
  const std::size_t hash = std::hash<K>()(key);
  const typename Dict<K, V, Locking>::Locks locks({&from.MutexOf(hash), &to.MutexOf(hash)});
  const auto* const item = from.Find(*from.TableOf(hash), hash, key);
  if (item == nullptr) return false;
  if (&from == &to) return true;
  auto with = to.With(*to.TableOf(hash), hash, key, item->value);
  from.Replace(hash, from.Without(*from.TableOf(hash), item));
  to.Replace(hash, std::move(with));
  return true;
}

#endif  // SOLUTIONS_03_GIL_FREE_THREADED_DICT_H_

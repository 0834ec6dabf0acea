// Right: each dict has a lock for the whole, which calls for one key share and calls for the whole
// dict have alone, and a mutex for each stripe. Two wholes are locked by std::scoped_lock.
#ifndef SOLUTIONS_03_GIL_FREE_THREADED_DICT_H_
#define SOLUTIONS_03_GIL_FREE_THREADED_DICT_H_

#include <array>
#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <utility>
#include <vector>

#include "global_lock.h"

template <std::size_t N>
class Striped {
  static_assert(N >= 1, "a dict needs a lock");

 public:
  static constexpr std::size_t kStripes = N;
  std::shared_mutex& whole() const { return whole_; }
  std::mutex& stripe(std::size_t index) const { return stripes_[index]; }

 private:
  mutable std::shared_mutex whole_;
  mutable std::array<std::mutex, N> stripes_;
};

class PerObjectLock : public Striped<1> {};

// The two kinds of locks of a Locking.
template <class Locking>
class LocksOf : public Locking {};

template <>
class LocksOf<GlobalLock> {
 public:
  static constexpr std::size_t kStripes = 1;
  std::shared_mutex& whole() const { return global_.stripe(0); }
  std::mutex& stripe(std::size_t /*index*/) const { return mutex_; }

 private:
  GlobalLock global_;
  inline static std::mutex mutex_;
};

template <class K, class V, class Locking>
class Dict {
 public:
  Dict() = default;
  Dict(const Dict&) = delete;
  Dict& operator=(const Dict&) = delete;

  bool Set(K key, V value) {
    const KeyLock lock(*this, key);
    return Put(lock.hash, std::move(key), std::move(value));
  }

  std::optional<V> Get(const K& key) const {
    const KeyLock lock(*this, key);
    const Item* const item = Find(lock.hash, key);
    return item != nullptr ? std::optional<V>(item->value) : std::nullopt;
  }

  std::optional<V> Pop(const K& key) {
    const KeyLock lock(*this, key);
    Item* const item = Find(lock.hash, key);
    if (item == nullptr) return std::nullopt;
    std::optional<V> value(std::move(item->value));
    Erase(item);
    return value;
  }

  V SetDefault(K key, V value) {
    const KeyLock lock(*this, key);
    if (const Item* const item = Find(lock.hash, key)) return item->value;
    V copy = value;
    Put(lock.hash, std::move(key), std::move(copy));
    return value;
  }

  template <class F>
  V Update(const K& key, F f) {
    const KeyLock lock(*this, key);
    const Item* const item = Find(lock.hash, key);
    V value = f(item != nullptr ? std::optional<V>(item->value) : std::nullopt);
    Put(lock.hash, key, value);
    return value;
  }

  std::size_t size() const {
    std::unique_lock lock(locks_.whole());
    std::size_t sum = 0;
    for (const Bucket& bucket : buckets_) sum += bucket.size();
    return sum;
  }

  std::vector<std::pair<K, V>> Items() const {
    std::unique_lock lock(locks_.whole());
    std::vector<std::pair<K, V>> items;
    for (const Bucket& bucket : buckets_) {
      for (const Item& item : bucket) items.emplace_back(item.key, item.value);
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
  using Bucket = std::list<Item>;

  static constexpr std::size_t kStripes = LocksOf<Locking>::kStripes;
  static constexpr std::size_t kBuckets = 8 * kStripes;  // a bucket lies in one stripe

  // Hashes, then locks.
  struct KeyLock {
    KeyLock(const Dict& dict, const K& key)
        : hash(std::hash<K>()(key)),
          whole(dict.locks_.whole()),
          stripe(dict.locks_.stripe(hash % kStripes)) {}
    const std::size_t hash;
    std::shared_lock<std::shared_mutex> whole;
    std::unique_lock<std::mutex> stripe;
  };

  // Calls act() with all locks of both dicts held.
  template <class Act>
  static auto WithBoth(const Dict& one, const Dict& other, Act act) {
    std::shared_mutex& first = one.locks_.whole();
    std::shared_mutex& second = other.locks_.whole();
    if (&first == &second) {
      std::unique_lock lock(first);
      return act();
    }
    std::scoped_lock lock(first, second);
    return act();
  }

  Bucket& BucketOf(std::size_t hash) const { return buckets_[hash % kBuckets]; }

  Item* Find(std::size_t hash, const K& key) const {
    for (Item& item : BucketOf(hash)) {
      if (item.hash == hash && item.key == key) return &item;
    }
    return nullptr;
  }

  bool Put(std::size_t hash, K key, V value) {
    if (Item* const item = Find(hash, key)) {
      item->value = std::move(value);
      return false;
    }
    BucketOf(hash).push_back({hash, std::move(key), std::move(value)});
    return true;
  }

  void Erase(const Item* item) {
    BucketOf(item->hash).remove_if([item](const Item& each) { return &each == item; });
  }

  LocksOf<Locking> locks_;
  mutable std::array<Bucket, kBuckets> buckets_;
};

template <class K, class V, class Locking>
void Merge(Dict<K, V, Locking>& into, const Dict<K, V, Locking>& from) {
  if (&into == &from) return;
  into.WithBoth(into, from, [&] {
    for (const auto& bucket : from.buckets_) {
      for (const auto& item : bucket) into.Put(item.hash, item.key, item.value);
    }
  });
}

template <class K, class V, class Locking>
bool Move(Dict<K, V, Locking>& from, Dict<K, V, Locking>& to, const K& key) {
  const std::size_t hash = std::hash<K>()(key);
  return from.WithBoth(from, to, [&] {
    auto* const item = from.Find(hash, key);
    if (item == nullptr) return false;
    if (&from == &to) return true;
    to.Put(hash, key, item->value);
    from.Erase(item);
    return true;
  });
}

#endif  // SOLUTIONS_03_GIL_FREE_THREADED_DICT_H_

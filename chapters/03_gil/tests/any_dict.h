// For the test of free_threaded_dict: a dict of any locking, and keys and values that are hard to
// get on with.
//
// Thread safety: AnyDict is as safe as the Dict inside. Fragile's and Curious' static members are
// set while nobody uses a dict.
#ifndef CHAPTERS_03_GIL_TESTS_ANY_DICT_H_
#define CHAPTERS_03_GIL_TESTS_ANY_DICT_H_

#include <gtest/gtest.h>

#include <cstddef>
#include <functional>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

#include "free_threaded_dict.h"

// Copies and comparisons that throw once their number is used up. Keys 4 apart have one hash. What
// has been moved from shows it.
struct Fragile {
  static constexpr int kMovedFrom = -1;
  inline static int steps_left = -1;  // -1: any number
  int number;

  explicit Fragile(int n) : number(n) {}
  Fragile(const Fragile& other) : number(other.number) { Step(); }
  Fragile(Fragile&& other) noexcept : number(std::exchange(other.number, kMovedFrom)) {}
  Fragile& operator=(const Fragile& other) {
    Step();
    number = other.number;
    return *this;
  }
  Fragile& operator=(Fragile&& other) noexcept {
    number = std::exchange(other.number, kMovedFrom);
    return *this;
  }
  bool operator==(const Fragile& other) const {
    Step();
    return number == other.number;
  }
  static void Step() {
    if (steps_left == 0) throw std::runtime_error("no copies and comparisons left");
    if (steps_left > 0) --steps_left;
  }
};

// A key whose hash asks something first, as a __hash__ that is written in Python may.
struct Curious {
  inline static std::function<void()> ask;
  inline static thread_local bool asking = false;  // what it asks with does not ask itself
  int number;
  bool operator==(const Curious&) const = default;
};

template <>
struct std::hash<Fragile> {
  std::size_t operator()(const Fragile& key) const { return key.number % 4; }
};

template <>
struct std::hash<Curious> {
  std::size_t operator()(const Curious& key) const {
    if (Curious::ask && !Curious::asking) {
      Curious::asking = true;
      Curious::ask();
      Curious::asking = false;
    }
    return key.number;
  }
};

// A dict of any locking, so that a case is compiled once for all of them.
template <class K, class V>
class AnyDict {
 public:
  using F = std::function<V(std::optional<V>)>;

  virtual ~AnyDict() = default;
  virtual bool Set(K key, V value) = 0;
  virtual std::optional<V> Get(const K& key) const = 0;
  virtual std::optional<V> Pop(const K& key) = 0;
  virtual V SetDefault(K key, V value) = 0;
  virtual V Update(const K& key, const F& f) = 0;
  virtual std::size_t size() const = 0;
  virtual std::vector<std::pair<K, V>> Items() const = 0;
  virtual void MergeFrom(const AnyDict& from) = 0;
  virtual bool MoveTo(AnyDict& to, const K& key) = 0;
};

template <class K, class V, class Locking>
class DictWith final : public AnyDict<K, V> {
 public:
  using Any = AnyDict<K, V>;

  bool Set(K key, V value) override { return dict_.Set(std::move(key), std::move(value)); }
  std::optional<V> Get(const K& key) const override { return dict_.Get(key); }
  std::optional<V> Pop(const K& key) override { return dict_.Pop(key); }
  V SetDefault(K key, V value) override {
    return dict_.SetDefault(std::move(key), std::move(value));
  }
  V Update(const K& key, const Any::F& f) override { return dict_.Update(key, std::ref(f)); }
  std::size_t size() const override { return dict_.size(); }
  std::vector<std::pair<K, V>> Items() const override { return dict_.Items(); }
  void MergeFrom(const Any& from) override {
    ::Merge(dict_, static_cast<const DictWith&>(from).dict_);
  }
  bool MoveTo(Any& to, const K& key) override {
    return ::Move(dict_, static_cast<DictWith&>(to).dict_, key);
  }

 private:
  Dict<K, V, Locking> dict_;
};

template <class K, class V>
void Merge(AnyDict<K, V>& into, const AnyDict<K, V>& from) {
  into.MergeFrom(from);
}

template <class K, class V>
bool Move(AnyDict<K, V>& from, AnyDict<K, V>& to, const K& key) {
  return from.MoveTo(to, key);
}

template <class K, class V>
using Check = std::function<void(AnyDict<K, V>& one, AnyDict<K, V>& other)>;

template <class K, class V, class Locking>
void CheckWith(const char* name, const Check<K, V>& check) {
  SCOPED_TRACE(name);
  DictWith<K, V, Locking> one, other;
  check(one, other);
}

// Calls check(one dict, another dict), both empty, for each locking.
template <class K = int, class V = int>
void WithEachLocking(const std::type_identity_t<Check<K, V>>& check) {
  CheckWith<K, V, GlobalLock>("with GlobalLock", check);
  CheckWith<K, V, PerObjectLock>("with PerObjectLock", check);
  CheckWith<K, V, Striped<2>>("with Striped<2>", check);
}

#endif  // CHAPTERS_03_GIL_TESTS_ANY_DICT_H_

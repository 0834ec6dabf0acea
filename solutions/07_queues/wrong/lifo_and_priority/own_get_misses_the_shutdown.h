// Wrong: a LifoQueue with a Put and a Get of its own, and a condition of its own to wait on.
// Shutdown is still the base's and wakes those who wait on the base's conditions: nobody is there.
#ifndef CHAPTERS_07_QUEUES_LIFO_AND_PRIORITY_H_
#define CHAPTERS_07_QUEUES_LIFO_AND_PRIORITY_H_

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "queue.h"

template <class T>
class Lifo {
 public:
  void push(T&& item) { items_.push_back(std::move(item)); }
  T pop() {
    T item = std::move(items_.back());
    items_.pop_back();
    return item;
  }
  std::size_t size() const { return items_.size(); }

 private:
  std::vector<T> items_;
};

template <class T, class Less = std::less<T>>
class Priority {
 public:
  void push(T&& item) {
    entries_.push_back(Entry{std::move(item), arrivals_});
    ++arrivals_;
    std::push_heap(entries_.begin(), entries_.end(), ComesOutLater);
  }
  T pop() {
    // Swaps the first one to the end, where it may be moved out: the top of a heap must not be.
    std::pop_heap(entries_.begin(), entries_.end(), ComesOutLater);
    T item = std::move(entries_.back().item);
    entries_.pop_back();
    return item;
  }
  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    T item;
    std::uint64_t arrival;  // a heap forgets who came first; 64 bits never run out
  };

  // The heap functions of the standard library keep the greatest on top: "greatest" is whoever
  // comes out first, so the comparison is turned round.
  static bool ComesOutLater(const Entry& a, const Entry& b) {
    const Less less;
    if (less(b.item, a.item)) return true;
    if (less(a.item, b.item)) return false;
    return a.arrival > b.arrival;
  }

  std::vector<Entry> entries_;
  std::uint64_t arrivals_ = 0;
};

template <class T>
class LifoQueue : public Queue<T, Lifo<T>> {
  using Base = Queue<T, Lifo<T>>;

 public:
  using Base::Base;
  template <class U>
  void Put(U&& item) {
    Base::Put(std::forward<U>(item));
    const std::lock_guard lock(mutex_);
    came_.notify_all();
  }
  T Get() {
    std::unique_lock lock(mutex_);
    std::optional<T> item;
    came_.wait(lock, [&] { return (item = Base::TryGet()).has_value(); });
    return std::move(*item);
  }

 private:
  std::mutex mutex_;
  std::condition_variable came_;
};

template <class T, class Less = std::less<T>>
using PriorityQueue = Queue<T, Priority<T, Less>>;

#endif  // CHAPTERS_07_QUEUES_LIFO_AND_PRIORITY_H_

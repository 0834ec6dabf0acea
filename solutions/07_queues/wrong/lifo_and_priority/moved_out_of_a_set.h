// Wrong: moves the smallest out of the set through a const_cast and then erases it by its value.
// The erasing compares with what was moved from: there is nothing left to compare.
#ifndef CHAPTERS_07_QUEUES_LIFO_AND_PRIORITY_H_
#define CHAPTERS_07_QUEUES_LIFO_AND_PRIORITY_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
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
  void push(T&& item) { entries_.insert(Entry{std::move(item), arrivals_++}); }
  T pop() {
    Entry& smallest = const_cast<Entry&>(*entries_.begin());
    T item = std::move(smallest.item);
    entries_.erase(smallest);
    return item;
  }
  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    T item;
    std::uint64_t arrival;
  };
  struct ComesOutEarlier {
    bool operator()(const Entry& a, const Entry& b) const {
      const Less less;
      if (less(a.item, b.item)) return true;
      if (less(b.item, a.item)) return false;
      return a.arrival < b.arrival;
    }
  };

  std::set<Entry, ComesOutEarlier> entries_;
  std::uint64_t arrivals_ = 0;
};

template <class T>
using LifoQueue = Queue<T, Lifo<T>>;

template <class T, class Less = std::less<T>>
using PriorityQueue = Queue<T, Priority<T, Less>>;

#endif  // CHAPTERS_07_QUEUES_LIFO_AND_PRIORITY_H_

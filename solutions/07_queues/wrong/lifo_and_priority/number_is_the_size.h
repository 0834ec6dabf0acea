// Wrong: numbers an arrival with the number of items that are there already.
// After a few pops the numbers begin anew, and a newcomer goes before equals that have waited.
#ifndef CHAPTERS_07_QUEUES_LIFO_AND_PRIORITY_H_
#define CHAPTERS_07_QUEUES_LIFO_AND_PRIORITY_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
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
    entries_.push_back(Entry{std::move(item), entries_.size()});
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
    std::size_t arrival;
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
};

template <class T>
using LifoQueue = Queue<T, Lifo<T>>;

template <class T, class Less = std::less<T>>
using PriorityQueue = Queue<T, Priority<T, Less>>;

#endif  // CHAPTERS_07_QUEUES_LIFO_AND_PRIORITY_H_

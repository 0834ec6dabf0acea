// The priority order as a multiset, which keeps equals in the order of their insertion; extract
// takes the node out, and from a node that is out of the set the item may be moved.
#ifndef CHAPTERS_07_QUEUES_LIFO_AND_PRIORITY_H_
#define CHAPTERS_07_QUEUES_LIFO_AND_PRIORITY_H_

#include <cstddef>
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
  void push(T&& item) { items_.insert(std::move(item)); }
  T pop() { return std::move(items_.extract(items_.begin()).value()); }
  std::size_t size() const { return items_.size(); }

 private:
  std::multiset<T, Less> items_;
};

template <class T>
using LifoQueue = Queue<T, Lifo<T>>;

template <class T, class Less = std::less<T>>
using PriorityQueue = Queue<T, Priority<T, Less>>;

#endif  // CHAPTERS_07_QUEUES_LIFO_AND_PRIORITY_H_

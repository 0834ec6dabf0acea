// Queues whose items come out in another order: the last one first, or the smallest one first.
// Waiting, counting and shutting down are those of Queue; only the Storage differs.
//
// Thread safety: every method of the queues may be called by any thread. A Storage has no lock: the
// Queue calls it with its own one held.
#ifndef CHAPTERS_07_QUEUES_LIFO_AND_PRIORITY_H_
#define CHAPTERS_07_QUEUES_LIFO_AND_PRIORITY_H_

#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

#include "checker/testing/not_written_yet.h"
#include "queue.h"

// T may be a type that can be moved only; moving it does not throw. A Storage is made without
// arguments and can be swapped; what was popped is not kept.
template <class T>
class Lifo {
 public:
  // Takes the item in.
  void push(T&& item) {
    // TODO: keep the item.
    static_cast<void>(item);
    checker::NotWrittenYet("which end of a vector is cheap to add to and to take from?");
  }
  // Takes out the item that came last. It is called only if there is one.
  T pop() {
    // TODO: take the last one out.
    checker::NotWrittenYet("move the item out, then remove the slot");
  }
  // How many items there are.
  std::size_t size() const {
    // TODO: count them.
    checker::NotWrittenYet("the queue's lock is held: no lock of your own");
  }

 private:
  std::vector<T> items_;
};

// `Less` looks at the priority only: two items of which neither is less are equals.
template <class T, class Less = std::less<T>>
class Priority {
 public:
  // Takes the item in.
  void push(T&& item) {
    // TODO: keep the item, and when it came.
    static_cast<void>(item);
    checker::NotWrittenYet("how will you know later which of two equals came first?");
  }
  // Takes out the smallest item, of equals the one that came first. It is called only if there is
  // one.
  T pop() {
    // TODO: take the smallest one out.
    checker::NotWrittenYet("std::pop_heap brings the greatest to the end: what is greatest here?");
  }
  // How many items there are.
  std::size_t size() const {
    // TODO: count them.
    checker::NotWrittenYet("the queue's lock is held: no lock of your own");
  }

 private:
  std::vector<T> items_;
};

template <class T>
using LifoQueue = Queue<T, Lifo<T>>;

template <class T, class Less = std::less<T>>
using PriorityQueue = Queue<T, Priority<T, Less>>;

#endif  // CHAPTERS_07_QUEUES_LIFO_AND_PRIORITY_H_

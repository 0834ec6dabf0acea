// A queue of bounded size that threads hand items through: putters wait while it is full, getters
// while it is empty.
//
// Thread safety: every method may be called by any thread.
#ifndef CHAPTERS_07_QUEUES_QUEUE_H_
#define CHAPTERS_07_QUEUES_QUEUE_H_

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <stdexcept>
#include <utility>

#include "checker/testing/not_written_yet.h"

using Duration = std::chrono::nanoseconds;

struct QueueShutDown : std::runtime_error {
  QueueShutDown() : std::runtime_error("the queue is shut down") {}
};

// A Storage: holds the items of a Queue and decides in which order they come out. The Queue calls
// it with its lock held, so it needs no lock. Given: nothing is to be done here.
template <class T>
class Fifo {
 public:
  void push(T&& item) { items_.push_back(std::move(item)); }
  T pop() {
    T item = std::move(items_.front());
    items_.pop_front();
    return item;
  }
  std::size_t size() const { return items_.size(); }

 private:
  std::deque<T> items_;
};

// A timed call has one deadline: zero does not wait, Duration::max() waits for ever, less than zero
// throws std::invalid_argument. If the Storage, or making a T, throws, the queue is as before.
template <class T, class Storage = Fifo<T>>
class Queue {
 public:
  // At most `maxsize` items; any number below 1 means "no limit".
  explicit Queue(std::ptrdiff_t maxsize = 0) : maxsize_(maxsize) {}

  // Puts an item made from `item`; waits while the queue is full. All three puts throw
  // QueueShutDown once the queue is shut down, and leave `item` alone if they don't put it.
  template <class U>
  void Put(U&& item) {
    // TODO: wait for room, put, count one more unfinished task, wake a getter.
    static_cast<void>(item);
    checker::NotWrittenYet("wait on a condition variable, in a loop, until there is room");
  }
  // Puts if there is room at once; false if not.
  template <class U>
  bool TryPut(U&& item) {
    // TODO: put without waiting.
    static_cast<void>(item);
    checker::NotWrittenYet("all three puts can be one private method with a deadline");
  }
  // Waits for room until `timeout` is over; false if there was none.
  template <class U>
  bool PutFor(U&& item, Duration timeout) {
    // TODO: put, waiting at most `timeout`.
    static_cast<void>(item), static_cast<void>(timeout);
    checker::NotWrittenYet("turn the timeout into one point in time before the first wait");
  }

  // Takes an item out; waits while the queue is empty. All three gets throw QueueShutDown once the
  // queue is shut down and empty.
  T Get() {
    // TODO: wait for an item, take it, wake a putter.
    checker::NotWrittenYet("wait on a condition variable, in a loop, until there is an item");
  }
  // Takes an item if there is one at once; nullopt if not.
  std::optional<T> TryGet() {
    // TODO: get without waiting.
    checker::NotWrittenYet("all three gets can be one private method with a deadline");
  }
  // Waits for an item until `timeout` is over; nullopt if there was none.
  std::optional<T> GetFor(Duration timeout) {
    // TODO: get, waiting at most `timeout`.
    static_cast<void>(timeout);
    checker::NotWrittenYet("turn the timeout into one point in time before the first wait");
  }

  // How many items there are, none, or as many as maxsize allows: true when it was asked.
  std::size_t size() const {
    // TODO: ask the storage.
    checker::NotWrittenYet("a reader needs the lock as well");
  }
  bool empty() const {
    // TODO: is there no item?
    checker::NotWrittenYet("a reader needs the lock as well");
  }
  bool full() const {
    // TODO: is there no room?
    checker::NotWrittenYet("a queue without a limit is never full");
  }

  // What the constructor or set_maxsize was given last.
  std::ptrdiff_t maxsize() const {
    // TODO: return it.
    checker::NotWrittenYet("another thread may be changing it");
  }
  // Shrinking drops nothing; growing lets putters in.
  void set_maxsize(std::ptrdiff_t maxsize) {
    // TODO: change it and wake those who may now have room.
    static_cast<void>(maxsize);
    checker::NotWrittenYet("there may be room for several putters at once");
  }

  // Says that the work on one item is done; throws std::logic_error if none is unfinished.
  void TaskDone() {
    // TODO: one unfinished task less; the last one wakes those in Join.
    checker::NotWrittenYet("count a task up in Put and down here");
  }
  // Waits until no task is unfinished. Any number of threads may wait here, as often as they like.
  void Join() {
    // TODO: wait for zero.
    checker::NotWrittenYet("an empty queue does not mean that the work is done");
  }
  // How many items were put and not yet counted done.
  std::size_t unfinished() const {
    // TODO: return the count.
    checker::NotWrittenYet("a reader needs the lock as well");
  }

  // From now on nothing can be put; what is there can still be got. `immediate` also drops what is
  // there and counts it as done. Those who wait are woken. May be called again.
  void Shutdown(bool immediate = false) {
    // TODO: note it, drop if asked to, wake everybody whom it concerns.
    static_cast<void>(immediate);
    checker::NotWrittenYet("who may be sleeping now that must not sleep on?");
  }
  bool is_shutdown() const {
    // TODO: return whether Shutdown was called.
    checker::NotWrittenYet("a reader needs the lock as well");
  }

 private:
  Storage storage_;
  std::ptrdiff_t maxsize_;
};

#endif  // CHAPTERS_07_QUEUES_QUEUE_H_

// Wrong: Get looks at the next item under the lock, lets go, and removes it under the lock again.
// Two getters look at the same item: both work on it, and the one after it is never seen.
#ifndef CHAPTERS_07_QUEUES_LIFO_AND_PRIORITY_H_
#define CHAPTERS_07_QUEUES_LIFO_AND_PRIORITY_H_

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

#include "queue.h"

template <class T>
class Lifo {
 public:
  void push(T&& item) { items_.push_back(std::move(item)); }
  const T& top() const { return items_.back(); }
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
  const T& top() const { return entries_.front().item; }
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

// As Queue, but for its Get.
template <class T, class Storage>
class TwoStepQueue {
 public:
  explicit TwoStepQueue(std::ptrdiff_t maxsize = 0) : maxsize_(maxsize) {}

  template <class U>
  void Put(U&& item) {
    PutBefore(std::nullopt, std::forward<U>(item));
  }
  template <class U>
  bool TryPut(U&& item) {
    return PutFor(std::forward<U>(item), Duration::zero());
  }
  template <class U>
  bool PutFor(U&& item, Duration timeout) {
    return PutBefore(DeadlineAfter(timeout), std::forward<U>(item));
  }

  T Get() { return *GetBefore(std::nullopt); }
  std::optional<T> TryGet() { return GetFor(Duration::zero()); }
  std::optional<T> GetFor(Duration timeout) { return GetBefore(DeadlineAfter(timeout)); }

  std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return storage_.size();
  }
  bool empty() const { return size() == 0; }
  bool full() const {
    const std::lock_guard lock(mutex_);
    return IsFull();
  }
  std::ptrdiff_t maxsize() const {
    const std::lock_guard lock(mutex_);
    return maxsize_;
  }
  void set_maxsize(std::ptrdiff_t maxsize) {
    const std::lock_guard lock(mutex_);
    maxsize_ = maxsize;
    not_full_.notify_all();  // there may be room for more than one
  }

  void TaskDone() {
    const std::lock_guard lock(mutex_);
    if (unfinished_ == 0) throw std::logic_error("TaskDone was called more often than Put");
    if (--unfinished_ == 0) all_done_.notify_all();
  }
  void Join() {
    std::unique_lock lock(mutex_);
    all_done_.wait(lock, [this] { return unfinished_ == 0; });
  }
  std::size_t unfinished() const {
    const std::lock_guard lock(mutex_);
    return unfinished_;
  }

  void Shutdown(bool immediate = false) {
    Storage dropped;  // dies after the unlock: the destructor of an item may use this queue
    const std::lock_guard lock(mutex_);
    shut_down_ = true;
    if (immediate) {
      using std::swap;
      swap(dropped, storage_);
      // What the getters have in hand stays unfinished. TaskDone may have come before the Get.
      unfinished_ -= std::min(unfinished_, dropped.size());
      if (unfinished_ == 0) all_done_.notify_all();
    }
    not_empty_.notify_all();
    not_full_.notify_all();
  }
  bool is_shutdown() const {
    const std::lock_guard lock(mutex_);
    return shut_down_;
  }

 private:
  using Clock = std::chrono::steady_clock;
  using Deadline = std::optional<Clock::time_point>;  // nullopt: for ever

  static Deadline DeadlineAfter(Duration timeout) {
    if (timeout < Duration::zero()) throw std::invalid_argument("a timeout cannot be negative");
    const Clock::time_point now = Clock::now();
    if (timeout > Clock::time_point::max() - now) return std::nullopt;
    return now + timeout;
  }

  // False if `ready` is still false at the deadline.
  template <class Ready>
  static bool WaitUntil(std::condition_variable& condition, std::unique_lock<std::mutex>& lock,
                        const Deadline& deadline, Ready ready) {
    if (deadline && *deadline <= Clock::now()) return ready();  // zero does not wait at all
    if (deadline) return condition.wait_until(lock, *deadline, ready);
    condition.wait(lock, ready);
    return true;
  }

  template <class U>
  bool PutBefore(const Deadline& deadline, U&& item) {
    std::optional<T> made;  // destroyed after the unlock
    std::unique_lock lock(mutex_);
    if (!WaitUntil(not_full_, lock, deadline, [this] { return shut_down_ || !IsFull(); })) {
      return false;
    }
    if (shut_down_) throw QueueShutDown();
    try {
      made.emplace(std::forward<U>(item));  // only now: a refused item must not be moved from
      storage_.push(std::move(*made));
    } catch (...) {
      not_full_.notify_one();  // the room that woke this thread is still there for another
      throw;
    }
    ++unfinished_;
    not_empty_.notify_one();
    return true;
  }

  std::optional<T> GetBefore(const Deadline& deadline) {
    std::unique_lock lock(mutex_);
    if (!WaitUntil(not_empty_, lock, deadline,
                   [this] { return shut_down_ || storage_.size() > 0; })) {
      return std::nullopt;
    }
    if (storage_.size() == 0) throw QueueShutDown();
    if constexpr (std::is_copy_constructible_v<T>) {
      std::optional<T> item(storage_.top());
      lock.unlock();
      lock.lock();
      if (storage_.size() > 0) storage_.pop();
      not_full_.notify_one();
      return item;
    } else {
      std::optional<T> item(storage_.pop());
      not_full_.notify_one();
      return item;
    }
  }

  bool IsFull() const {  // REQUIRES: mutex_ is held
    return maxsize_ > 0 && storage_.size() >= static_cast<std::size_t>(maxsize_);
  }

  mutable std::mutex mutex_;  // guards all that follows
  std::condition_variable not_empty_, not_full_, all_done_;
  Storage storage_;
  std::ptrdiff_t maxsize_;
  std::size_t unfinished_ = 0;
  bool shut_down_ = false;
};

template <class T>
using LifoQueue = TwoStepQueue<T, Lifo<T>>;

template <class T, class Less = std::less<T>>
using PriorityQueue = TwoStepQueue<T, Priority<T, Less>>;

#endif  // CHAPTERS_07_QUEUES_LIFO_AND_PRIORITY_H_

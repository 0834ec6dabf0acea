// Two conditions instead of three (Join shares the putters'), and a Fifo which is a ring that
// grows: slots are reused, and an empty slot holds nothing.
#ifndef CHAPTERS_07_QUEUES_QUEUE_H_
#define CHAPTERS_07_QUEUES_QUEUE_H_

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

using Duration = std::chrono::nanoseconds;

struct QueueShutDown : std::runtime_error {
  QueueShutDown() : std::runtime_error("the queue is shut down") {}
};

// A Storage: holds the items of a Queue and decides in which order they come out.
template <class T>
class Fifo {
 public:
  void push(T&& item) {
    if (count_ == slots_.size()) Grow();
    slots_[(first_ + count_) % slots_.size()].emplace(std::move(item));
    ++count_;
  }
  T pop() {
    T item = std::move(*slots_[first_]);
    slots_[first_].reset();
    first_ = (first_ + 1) % slots_.size();
    --count_;
    return item;
  }
  std::size_t size() const { return count_; }

 private:
  void Grow() {
    std::vector<std::optional<T>> larger(2 * count_ + 2);
    for (std::size_t i = 0; i < count_; ++i) {
      larger[i] = std::move(slots_[(first_ + i) % slots_.size()]);
    }
    slots_ = std::move(larger);
    first_ = 0;
  }

  std::vector<std::optional<T>> slots_;
  std::size_t first_ = 0;
  std::size_t count_ = 0;
};

template <class T, class Storage = Fifo<T>>
class Queue {
 public:
  explicit Queue(std::ptrdiff_t maxsize = 0) : maxsize_(maxsize) {}

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
    not_full_or_all_done_.notify_all();
  }

  void TaskDone() {
    const std::lock_guard lock(mutex_);
    if (unfinished_ == 0) throw std::logic_error("TaskDone was called more often than Put");
    if (--unfinished_ == 0) not_full_or_all_done_.notify_all();
  }
  void Join() {
    std::unique_lock lock(mutex_);
    not_full_or_all_done_.wait(lock, [this] { return unfinished_ == 0; });
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
    }
    not_empty_.notify_all();
    not_full_or_all_done_.notify_all();
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
    if (!WaitUntil(not_full_or_all_done_, lock, deadline,
                   [this] { return shut_down_ || !IsFull(); })) {
      return false;
    }
    if (shut_down_) throw QueueShutDown();
    made.emplace(std::forward<U>(item));
    storage_.push(std::move(*made));
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
    try {
      std::optional<T> item(storage_.pop());
      not_full_or_all_done_.notify_all();
      return item;
    } catch (...) {
      not_empty_.notify_one();  // the item that woke this thread is still there for another
      throw;
    }
  }

  bool IsFull() const {  // REQUIRES: mutex_ is held
    return maxsize_ > 0 && storage_.size() >= static_cast<std::size_t>(maxsize_);
  }

  mutable std::mutex mutex_;  // guards all that follows
  std::condition_variable not_empty_;
  std::condition_variable not_full_or_all_done_;  // two kinds wait: always wake all
  Storage storage_;
  std::ptrdiff_t maxsize_;
  std::size_t unfinished_ = 0;
  bool shut_down_ = false;
};

#endif  // CHAPTERS_07_QUEUES_QUEUE_H_

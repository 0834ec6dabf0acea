// Wrong: a putter whose time is up gives up without another look at the queue.
// It may just have been woken: the room is there, and the putter that needs it sleeps on.
#ifndef CHAPTERS_07_QUEUES_QUEUE_H_
#define CHAPTERS_07_QUEUES_QUEUE_H_

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>

using Duration = std::chrono::nanoseconds;

struct QueueShutDown : std::runtime_error {
  QueueShutDown() : std::runtime_error("the queue is shut down") {}
};

// A Storage: holds the items of a Queue and decides in which order they come out.
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
    while (!shut_down_ && IsFull()) {
      if (!deadline) {
        not_full_.wait(lock);
      } else if (*deadline <= Clock::now() ||
                 not_full_.wait_until(lock, *deadline) == std::cv_status::timeout) {
        return false;
      }
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
    try {
      std::optional<T> item(storage_.pop());
      not_full_.notify_one();
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
  std::condition_variable not_empty_, not_full_, all_done_;
  Storage storage_;
  std::ptrdiff_t maxsize_;
  std::size_t unfinished_ = 0;
  bool shut_down_ = false;
};

#endif  // CHAPTERS_07_QUEUES_QUEUE_H_

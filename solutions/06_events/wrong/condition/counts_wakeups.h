// Wrong: notify() adds to a count of pending wake-ups that any waiter may take from. One who comes
// after the notify can take what was meant for those who were there, and they sleep on.
#ifndef CHAPTERS_06_EVENTS_CONDITION_H_
#define CHAPTERS_06_EVENTS_CONDITION_H_

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <new>
#include <system_error>

#include "rlock.h"

using Duration = std::chrono::nanoseconds;
using TimePoint = std::chrono::steady_clock::time_point;

template <class L = RLock>
class Condition {
 public:
  Condition() : own_(std::make_unique<L>()), lock_(*own_) {}
  explicit Condition(L& lock) : lock_(lock) {}
  Condition(const Condition&) = delete;
  Condition& operator=(const Condition&) = delete;

  void lock() { lock_.lock(); }
  bool try_lock() { return lock_.try_lock(); }
  void unlock() { lock_.unlock(); }
  bool held_by_current_thread() const { return lock_.held_by_current_thread(); }

  bool wait() { return WaitUntil(TimePoint::max()); }
  bool wait_for(Duration duration) { return WaitUntil(DeadlineAfter(duration)); }

  template <class Pred>
  bool wait(Pred pred) {
    return WaitUntil(TimePoint::max(), pred);
  }
  template <class Pred>
  bool wait_for(Duration duration, Pred pred) {
    return WaitUntil(DeadlineAfter(duration), pred);
  }

  void notify(int n = 1) {
    RequireOwner();
    std::lock_guard inner(mutex_);
    pending_ += std::max(0, std::min(n, waiting_ - pending_));
    woken_.notify_all();
  }

  void notify_all() { notify(waiters()); }

  int waiters() const {
    RequireOwner();
    std::lock_guard inner(mutex_);
    return waiting_ - pending_;
  }

  void reinit() {
    lock_.reinit();
    new (&mutex_) std::mutex;
    new (&woken_) std::condition_variable;
    waiting_ = pending_ = 0;
  }

 private:
  static TimePoint DeadlineAfter(Duration duration) {
    const TimePoint now = std::chrono::steady_clock::now();
    return duration > TimePoint::max() - now ? TimePoint::max() : now + duration;
  }

  void RequireOwner() const {
    if (lock_.held_by_current_thread()) return;
    throw std::system_error(std::make_error_code(std::errc::operation_not_permitted),
                            "the lock is not held by this thread");
  }

  bool WaitUntil(TimePoint deadline) {
    RequireOwner();
    std::unique_lock inner(mutex_);
    ++waiting_;
    const std::size_t levels = UnlockAllLevels();
    const auto may_go = [this] { return pending_ > 0; };
    bool picked = true;
    if (deadline == TimePoint::max()) {
      woken_.wait(inner, may_go);
    } else {
      picked = woken_.wait_until(inner, deadline, may_go);
    }
    --waiting_;
    if (picked) --pending_;
    inner.unlock();
    for (std::size_t i = 0; i < levels; ++i) lock_.lock();
    return picked;
  }

  template <class Pred>
  bool WaitUntil(TimePoint deadline, Pred& pred) {
    RequireOwner();
    bool value = static_cast<bool>(pred());
    for (bool in_time = true; in_time && !value; value = static_cast<bool>(pred())) {
      in_time = WaitUntil(deadline);
    }
    return value;
  }

  std::size_t UnlockAllLevels() {
    std::size_t levels = 0;
    for (; lock_.held_by_current_thread(); ++levels) lock_.unlock();
    return levels;
  }

  const std::unique_ptr<L> own_;  // null if the lock was given
  L& lock_;
  mutable std::mutex mutex_;
  std::condition_variable woken_;
  int waiting_ = 0;  // guarded by mutex_
  int pending_ = 0;  // guarded by mutex_; how many of them may go
};

#endif  // CHAPTERS_06_EVENTS_CONDITION_H_

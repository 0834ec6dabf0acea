// Right: every waiter has a condition variable of its own; a mutex beside the lock guards the list.
// A waiter leaves the list when its time is over, before it has the lock back.
#ifndef CHAPTERS_06_EVENTS_CONDITION_H_
#define CHAPTERS_06_EVENTS_CONDITION_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <list>
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
    for (; n > 0 && !waiters_.empty(); --n) {
      waiters_.back()->picked = true;  // the last to come: no order is promised
      waiters_.back()->woken.notify_one();
      waiters_.pop_back();
    }
  }

  void notify_all() { notify(waiters()); }

  int waiters() const {
    RequireOwner();
    std::lock_guard inner(mutex_);
    return static_cast<int>(waiters_.size());
  }

  void reinit() {
    lock_.reinit();
    new (&mutex_) std::mutex;
    // Not clear(): the fork may have caught another thread while it changed the list.
    new (&waiters_) std::list<Waiter*>;
  }

 private:
  struct Waiter {
    std::condition_variable woken;
    bool picked = false;
  };

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
    Waiter me;
    std::unique_lock inner(mutex_);
    waiters_.push_back(&me);
    const std::size_t levels = UnlockAllLevels();
    while (!me.picked && std::chrono::steady_clock::now() < deadline) {
      if (deadline == TimePoint::max()) {
        me.woken.wait(inner);
      } else {
        me.woken.wait_until(inner, deadline);
      }
    }
    if (!me.picked) waiters_.remove(&me);
    inner.unlock();
    for (std::size_t i = 0; i < levels; ++i) lock_.lock();
    return me.picked;
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
  std::list<Waiter*> waiters_;  // guarded by mutex_; those not picked yet
};

#endif  // CHAPTERS_06_EVENTS_CONDITION_H_

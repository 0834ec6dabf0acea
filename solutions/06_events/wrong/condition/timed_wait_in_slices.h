// Wrong: a wait with a time limit looks every 10 ms whether it was picked, as Python 2 did.
#ifndef CHAPTERS_06_EVENTS_CONDITION_H_
#define CHAPTERS_06_EVENTS_CONDITION_H_

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <new>
#include <system_error>

#include "futex.h"
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
    for (; n > 0 && !waiters_.empty(); --n) {
      Waiter& next = *waiters_.front();
      waiters_.pop_front();
      // The waiter can't leave, and its node can't go, before we give up the lock.
      next.picked = 1;
      FutexWake(next.picked, 1);
    }
  }

  void notify_all() { notify(waiters()); }

  int waiters() const {
    RequireOwner();
    return static_cast<int>(waiters_.size());
  }

  void reinit() {
    lock_.reinit();
    // Not clear(): the fork may have caught another thread while it changed the list.
    new (&waiters_) std::list<Waiter*>;
  }

 private:
  // Lives on the stack of a thread in wait(). `picked` is written under the lock and is also what
  // the waiter sleeps on, without the lock.
  struct Waiter {
    std::atomic<std::uint32_t> picked{0};
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
    // Before the lock is given up: a notify that follows finds us here.
    waiters_.push_back(&me);
    const std::size_t levels = UnlockAllLevels();
    bool in_time = true;
    while (in_time && me.picked == 0) {
      const TimePoint slice = DeadlineAfter(std::chrono::milliseconds(10));
      FutexWait(me.picked, 0, deadline == TimePoint::max() ? deadline : std::min(slice, deadline));
      in_time = std::chrono::steady_clock::now() < deadline;
    }
    for (std::size_t i = 0; i < levels; ++i) lock_.lock();
    // Only now is it certain: a notify may have picked us after our time ran out, and it counted
    // on us. Who was not picked is still in the list.
    if (me.picked == 0) waiters_.remove(&me);
    return me.picked != 0;
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
  std::list<Waiter*> waiters_;  // guarded by lock_; those not picked yet
};

#endif  // CHAPTERS_06_EVENTS_CONDITION_H_

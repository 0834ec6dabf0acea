// Right: every waiter draws a number and all sleep on one condition variable. A notify strikes
// numbers off the set of those that still wait and wakes everybody; whose number is gone may go.
#ifndef CHAPTERS_06_EVENTS_CONDITION_H_
#define CHAPTERS_06_EVENTS_CONDITION_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <new>
#include <set>
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
    for (; n > 0 && !waiting_.empty(); --n) waiting_.erase(waiting_.begin());
    struck_off_.notify_all();
  }

  void notify_all() { notify(waiters()); }

  int waiters() const {
    RequireOwner();
    std::lock_guard inner(mutex_);
    return static_cast<int>(waiting_.size());
  }

  void reinit() {
    lock_.reinit();
    new (&mutex_) std::mutex;
    new (&struck_off_) std::condition_variable;
    new (&waiting_) std::set<std::uint64_t>;
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
    const std::uint64_t mine = next_ticket_++;
    waiting_.insert(mine);
    const std::size_t levels = UnlockAllLevels();
    const auto picked = [&] { return waiting_.count(mine) == 0; };
    if (deadline == TimePoint::max()) {
      struck_off_.wait(inner, picked);
    } else {
      struck_off_.wait_until(inner, deadline, picked);
    }
    // Decided here, before the lock is ours again: a notify from now on finds us gone.
    const bool was_picked = waiting_.erase(mine) == 0;
    inner.unlock();
    for (std::size_t i = 0; i < levels; ++i) lock_.lock();
    return was_picked;
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
  std::condition_variable struck_off_;
  std::set<std::uint64_t> waiting_;  // guarded by mutex_
  std::uint64_t next_ticket_ = 0;    // guarded by mutex_
};

#endif  // CHAPTERS_06_EVENTS_CONDITION_H_

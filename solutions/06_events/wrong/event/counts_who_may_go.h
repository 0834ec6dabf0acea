// Wrong: set() notes how many may go, not who. One who comes after the clear() takes the place of
// one who was there.
#ifndef CHAPTERS_06_EVENTS_EVENT_H_
#define CHAPTERS_06_EVENTS_EVENT_H_

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <new>

using Duration = std::chrono::nanoseconds;
using TimePoint = std::chrono::steady_clock::time_point;

class Event {
 public:
  bool is_set() const {
    std::lock_guard lock(mutex_);
    return up_;
  }

  void set() {
    std::lock_guard lock(mutex_);
    up_ = true;
    may_go_ = waiting_;
    // Under the lock, so that a waiter who is let go may destroy the event.
    raised_.notify_all();
  }

  void clear() {
    std::lock_guard lock(mutex_);
    up_ = false;
  }

  bool wait() { return wait_until(TimePoint::max()); }

  bool wait_for(Duration duration) {
    const TimePoint now = std::chrono::steady_clock::now();
    const bool for_ever = duration > TimePoint::max() - now;  // the sum would overflow
    return wait_until(for_ever ? TimePoint::max() : now + duration);
  }

  bool wait_until(TimePoint deadline) {
    std::unique_lock lock(mutex_);
    if (up_) return true;
    ++waiting_;
    const auto let_go = [&] { return up_ || may_go_ > 0; };
    if (deadline == TimePoint::max()) {
      raised_.wait(lock, let_go);
    } else {
      raised_.wait_until(lock, deadline, let_go);
    }
    --waiting_;
    const bool went = let_go();
    if (may_go_ > 0) --may_go_;
    return went;
  }

  // In the child of a fork another thread may have held the mutex at that moment. It does not
  // exist here and will never unlock: build both anew and touch nothing of the old ones.
  void reinit() {
    new (&mutex_) std::mutex;
    new (&raised_) std::condition_variable;
    waiting_ = may_go_ = 0;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable raised_;
  bool up_ = false;  // guarded by mutex_, as what follows
  int waiting_ = 0;
  int may_go_ = 0;
};

#endif  // CHAPTERS_06_EVENTS_EVENT_H_

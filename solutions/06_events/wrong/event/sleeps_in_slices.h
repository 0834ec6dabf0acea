// Wrong: wakes up every 50 ms to look at the flag, just to be sure. That hides a lost wake-up, and
// nobody's processor ever comes to rest.
#ifndef CHAPTERS_06_EVENTS_EVENT_H_
#define CHAPTERS_06_EVENTS_EVENT_H_

#include <chrono>
#include <condition_variable>
#include <cstdint>
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
    if (up_) return;  // nobody waits while the flag is up
    up_ = true;
    ++generation_;
    // Under the lock, so that a waiter who is let go may destroy the event.
    raised_.notify_all();
  }

  void clear() {
    std::lock_guard lock(mutex_);
    up_ = false;  // the generation stays: who was let go by the last set() remains free
  }

  bool wait() { return wait_until(TimePoint::max()); }

  bool wait_for(Duration duration) {
    const TimePoint now = std::chrono::steady_clock::now();
    const bool for_ever = duration > TimePoint::max() - now;  // the sum would overflow
    return wait_until(for_ever ? TimePoint::max() : now + duration);
  }

  bool wait_until(TimePoint deadline) {
    std::unique_lock lock(mutex_);
    const std::uint64_t at_start = generation_;
    // The flag may be down again when we wake up, but a generation never comes back.
    const auto let_go = [&] { return up_ || generation_ != at_start; };
    if (deadline != TimePoint::max()) return raised_.wait_until(lock, deadline, let_go);
    while (!raised_.wait_for(lock, std::chrono::milliseconds(50), let_go)) {
    }
    return true;
  }

  // In the child of a fork another thread may have held the mutex at that moment. It does not
  // exist here and will never unlock: build both anew and touch nothing of the old ones.
  void reinit() {
    new (&mutex_) std::mutex;
    new (&raised_) std::condition_variable;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable raised_;
  bool up_ = false;               // guarded by mutex_
  std::uint64_t generation_ = 0;  // guarded by mutex_; how often the flag went up
};

#endif  // CHAPTERS_06_EVENTS_EVENT_H_

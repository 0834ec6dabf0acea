// Right: waiters only read, so they share the lock, with a condition that takes any lock.
#ifndef CHAPTERS_06_EVENTS_EVENT_H_
#define CHAPTERS_06_EVENTS_EVENT_H_

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <new>
#include <shared_mutex>

using Duration = std::chrono::nanoseconds;
using TimePoint = std::chrono::steady_clock::time_point;

class Event {
 public:
  bool is_set() const {
    std::shared_lock reading(mutex_);
    return up_;
  }
  void set() {
    std::unique_lock writing(mutex_);
    if (up_) return;
    up_ = true;
    ++generation_;
    raised_.notify_all();
  }
  void clear() {
    std::unique_lock writing(mutex_);
    up_ = false;
  }
  bool wait() {
    std::shared_lock reading(mutex_);
    raised_.wait(reading, [this, start = generation_] { return up_ || generation_ != start; });
    return true;
  }

  bool wait_for(Duration duration) {
    const TimePoint now = std::chrono::steady_clock::now();
    if (duration > TimePoint::max() - now) return wait();
    return wait_until(now + duration);
  }

  bool wait_until(TimePoint deadline) {
    if (deadline == TimePoint::max()) return wait();
    std::shared_lock reading(mutex_);
    return raised_.wait_until(reading, deadline,
                              [this, start = generation_] { return up_ || generation_ != start; });
  }
  void reinit() {
    new (&mutex_) std::shared_mutex;
    new (&raised_) std::condition_variable_any;
  }

 private:
  mutable std::shared_mutex mutex_;
  std::condition_variable_any raised_;
  bool up_ = false;
  std::uint64_t generation_ = 0;
};

#endif  // CHAPTERS_06_EVENTS_EVENT_H_

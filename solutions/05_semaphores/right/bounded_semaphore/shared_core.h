// RIGHT: one core that knows a bound, of which a semaphore without one could be made as well.
// The check and the change are under the core's own mutex.
#ifndef CHAPTERS_05_SEMAPHORES_BOUNDED_SEMAPHORE_H_
#define CHAPTERS_05_SEMAPHORES_BOUNDED_SEMAPHORE_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <stdexcept>

class PermitCore {
 public:
  PermitCore(std::ptrdiff_t initial, std::ptrdiff_t bound) : count_(initial), bound_(bound) {
    if (initial < 0) throw std::invalid_argument("a semaphore can't start below 0");
  }

  bool TakeUntil(std::chrono::steady_clock::time_point deadline) {
    std::unique_lock lock(mutex_);
    if (!freed_.wait_until(lock, deadline, [this] { return count_ > 0; })) return false;
    --count_;
    return true;
  }

  void Give(std::ptrdiff_t n) {
    if (n < 1) throw std::invalid_argument("at least one permit must be released");
    std::lock_guard lock(mutex_);
    if (n > bound_ - count_) throw std::logic_error("released more often than taken");
    count_ += n;
    freed_.notify_all();
  }

  std::ptrdiff_t count() const {
    std::lock_guard lock(mutex_);
    return count_;
  }
  std::ptrdiff_t bound() const { return bound_; }

 private:
  mutable std::mutex mutex_;
  std::condition_variable freed_;
  std::ptrdiff_t count_;  // guarded by mutex_
  const std::ptrdiff_t bound_;
};

class BoundedSemaphore {
 public:
  using Clock = std::chrono::steady_clock;

  explicit BoundedSemaphore(std::ptrdiff_t initial = 1) : core_(initial, initial) {}

  void acquire() { core_.TakeUntil(Clock::time_point::max()); }
  bool try_acquire() { return core_.TakeUntil(Clock::time_point{}); }

  template <class Rep, class Period>
  bool try_acquire_for(std::chrono::duration<Rep, Period> limit) {
    const std::chrono::duration<double> seconds = limit;
    if (!(seconds > seconds.zero())) return try_acquire();
    if (seconds >= std::chrono::hours(24 * 365 * 100)) return acquire(), true;
    return try_acquire_until(Clock::now() + std::chrono::ceil<Clock::duration>(limit));
  }
  bool try_acquire_until(Clock::time_point deadline) { return core_.TakeUntil(deadline); }

  void release(std::ptrdiff_t n = 1) { core_.Give(n); }
  std::ptrdiff_t value() const { return core_.count(); }
  std::ptrdiff_t initial() const { return core_.bound(); }

 private:
  PermitCore core_;
};

#endif  // CHAPTERS_05_SEMAPHORES_BOUNDED_SEMAPHORE_H_

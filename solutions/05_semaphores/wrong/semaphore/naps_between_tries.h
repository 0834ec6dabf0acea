// WRONG: looks every millisecond whether there is a permit.
// A thread that waits for hours wakes millions of times for nothing, and is late in the end.
#ifndef CHAPTERS_05_SEMAPHORES_SEMAPHORE_H_
#define CHAPTERS_05_SEMAPHORES_SEMAPHORE_H_

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <limits>
#include <mutex>
#include <stdexcept>
#include <thread>

class Semaphore {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Semaphore(std::ptrdiff_t initial = 1) : count_(initial) {
    if (initial < 0) throw std::invalid_argument("a semaphore can't start below 0");
  }
  Semaphore(const Semaphore&) = delete;
  Semaphore& operator=(const Semaphore&) = delete;

  void acquire() {
    while (!try_acquire()) std::this_thread::sleep_for(kNap);
  }

  bool try_acquire() {
    std::lock_guard lock(mutex_);
    if (count_ == 0) return false;
    --count_;
    return true;
  }

  template <class Rep, class Period>
  bool try_acquire_for(std::chrono::duration<Rep, Period> limit) {
    // Compared as seconds in floating point: hours::max() has no value in nanoseconds.
    const std::chrono::duration<double> seconds = limit;
    if (!(seconds > seconds.zero())) return try_acquire();
    if (seconds >= kForEver) return try_acquire_until(Clock::time_point::max());
    return try_acquire_until(Clock::now() + std::chrono::ceil<Clock::duration>(limit));
  }

  // One point in time for the whole wait: a length of time would start afresh at every wake-up.
  bool try_acquire_until(Clock::time_point deadline) {
    while (!try_acquire()) {
      const Clock::duration left = deadline - Clock::now();
      if (left <= left.zero()) return false;
      std::this_thread::sleep_for(std::min<Clock::duration>(left, kNap));
    }
    return true;
  }

  void release(std::ptrdiff_t n = 1) {
    if (n < 1) throw std::invalid_argument("at least one permit must be released");
    std::lock_guard lock(mutex_);
    if (n > std::numeric_limits<std::ptrdiff_t>::max() - count_) {
      throw std::overflow_error("more permits than can be counted");
    }
    count_ += n;
  }

  std::ptrdiff_t value() const {
    std::lock_guard lock(mutex_);
    return count_;
  }

 private:
  static constexpr std::chrono::hours kForEver{24 * 365 * 100};
  static constexpr std::chrono::milliseconds kNap{1};

  mutable std::mutex mutex_;
  std::ptrdiff_t count_;  // guarded by mutex_; never below 0
};

// Holds one permit for as long as it lives, however its block is left.
class SemaphoreGuard {
 public:
  explicit SemaphoreGuard(Semaphore& semaphore) : semaphore_(semaphore) { semaphore_.acquire(); }
  ~SemaphoreGuard() { semaphore_.release(); }
  SemaphoreGuard(const SemaphoreGuard&) = delete;
  SemaphoreGuard& operator=(const SemaphoreGuard&) = delete;

 private:
  Semaphore& semaphore_;
};

#endif  // CHAPTERS_05_SEMAPHORES_SEMAPHORE_H_

// WRONG: counts the time in whole milliseconds.
// What is left of a shorter time is nothing: the call gives up at once.
#ifndef CHAPTERS_05_SEMAPHORES_SEMAPHORE_H_
#define CHAPTERS_05_SEMAPHORES_SEMAPHORE_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <limits>
#include <mutex>
#include <stdexcept>

class Semaphore {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Semaphore(std::ptrdiff_t initial = 1) : count_(initial) {
    if (initial < 0) throw std::invalid_argument("a semaphore can't start below 0");
  }
  Semaphore(const Semaphore&) = delete;
  Semaphore& operator=(const Semaphore&) = delete;

  void acquire() {
    std::unique_lock lock(mutex_);
    // The predicate is looked at after every wake-up: a wait may end for no reason, and another
    // thread may have taken the permit between the notify and our turn.
    freed_.wait(lock, [this] { return count_ > 0; });
    --count_;
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
    return try_acquire_until(Clock::now() + std::chrono::floor<std::chrono::milliseconds>(limit));
  }

  // One point in time for the whole wait: a length of time would start afresh at every wake-up.
  bool try_acquire_until(Clock::time_point deadline) {
    std::unique_lock lock(mutex_);
    // The answer is that of the predicate, not whether the time ran out: a permit that came in the
    // last moment is taken and reported.
    if (!freed_.wait_until(lock, deadline, [this] { return count_ > 0; })) return false;
    --count_;
    return true;
  }

  void release(std::ptrdiff_t n = 1) {
    if (n < 1) throw std::invalid_argument("at least one permit must be released");
    std::lock_guard lock(mutex_);
    if (n > std::numeric_limits<std::ptrdiff_t>::max() - count_) {
      throw std::overflow_error("more permits than can be counted");
    }
    count_ += n;
    // Always, not only when the count was 0: it may be above 0 while a waiter that was woken for an
    // earlier permit has not had its turn yet.
    if (n == 1) {
      freed_.notify_one();
    } else {
      freed_.notify_all();
    }
  }

  std::ptrdiff_t value() const {
    std::lock_guard lock(mutex_);
    return count_;
  }

 private:
  static constexpr std::chrono::hours kForEver{24 * 365 * 100};

  mutable std::mutex mutex_;
  std::condition_variable freed_;
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

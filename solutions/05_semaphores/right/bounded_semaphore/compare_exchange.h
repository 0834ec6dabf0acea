// RIGHT: an atomic count; check and change are one compare-exchange, tried again when somebody else
// was quicker. The mutex is only there for going to sleep and waking.
#ifndef CHAPTERS_05_SEMAPHORES_BOUNDED_SEMAPHORE_H_
#define CHAPTERS_05_SEMAPHORES_BOUNDED_SEMAPHORE_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <stdexcept>

class BoundedSemaphore {
 public:
  using Clock = std::chrono::steady_clock;

  explicit BoundedSemaphore(std::ptrdiff_t initial = 1) : initial_(initial), count_(initial) {
    if (initial < 0) throw std::invalid_argument("a semaphore can't start below 0");
  }

  void acquire() {
    std::unique_lock lock(sleeping_);
    freed_.wait(lock, [this] { return try_acquire(); });
  }

  bool try_acquire() {
    std::ptrdiff_t seen = count_.load();
    while (seen > 0) {
      if (count_.compare_exchange_weak(seen, seen - 1)) return true;
    }
    return false;
  }

  template <class Rep, class Period>
  bool try_acquire_for(std::chrono::duration<Rep, Period> limit) {
    const std::chrono::duration<double> seconds = limit;
    if (!(seconds > seconds.zero())) return try_acquire();
    if (seconds >= std::chrono::hours(24 * 365 * 100)) return acquire(), true;
    return try_acquire_until(Clock::now() + std::chrono::ceil<Clock::duration>(limit));
  }

  bool try_acquire_until(Clock::time_point deadline) {
    std::unique_lock lock(sleeping_);
    return freed_.wait_until(lock, deadline, [this] { return try_acquire(); });
  }

  void release(std::ptrdiff_t n = 1) {
    if (n < 1) throw std::invalid_argument("at least one permit must be released");
    std::ptrdiff_t seen = count_.load();
    do {
      if (n > initial_ - seen) throw std::logic_error("released more often than taken");
    } while (!count_.compare_exchange_weak(seen, seen + n));
    // Who has looked before the change holds the mutex until it sleeps: after this it is awake or
    // can be woken.
    std::lock_guard lock(sleeping_);
    freed_.notify_all();
  }

  std::ptrdiff_t value() const { return count_.load(); }
  std::ptrdiff_t initial() const { return initial_; }

 private:
  const std::ptrdiff_t initial_;
  std::atomic<std::ptrdiff_t> count_;
  std::mutex sleeping_;
  std::condition_variable freed_;
};

#endif  // CHAPTERS_05_SEMAPHORES_BOUNDED_SEMAPHORE_H_

// WRONG: who gives up leaves the queue without asking whether a release has counted him already.
// Then there is a permit for the next one to come, and a wake-up for the one after him as well.
#ifndef CHAPTERS_05_SEMAPHORES_SEMAPHORE_H_
#define CHAPTERS_05_SEMAPHORES_SEMAPHORE_H_

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <limits>
#include <mutex>
#include <stdexcept>

class Semaphore {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Semaphore(std::ptrdiff_t initial = 1) : balance_(initial) {
    if (initial < 0) throw std::invalid_argument("a semaphore can't start below 0");
  }
  Semaphore(const Semaphore&) = delete;
  Semaphore& operator=(const Semaphore&) = delete;

  void acquire() {
    if (balance_.fetch_sub(1) > 0) return;
    std::unique_lock lock(mutex_);
    TakeWakeUp(lock);
  }

  bool try_acquire() {
    std::ptrdiff_t seen = balance_.load();
    while (seen > 0) {
      if (balance_.compare_exchange_weak(seen, seen - 1)) return true;
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
    if (try_acquire()) return true;
    if (balance_.fetch_sub(1) > 0) return true;
    std::unique_lock lock(mutex_);
    if (woken_.wait_until(lock, deadline, [this] { return wake_ups_ > 0; })) {
      --wake_ups_;
      return true;
    }
    balance_.fetch_add(1);
    return false;
  }

  void release(std::ptrdiff_t n = 1) {
    if (n < 1) throw std::invalid_argument("at least one permit must be released");
    std::ptrdiff_t seen = balance_.load();
    do {
      if (seen > std::numeric_limits<std::ptrdiff_t>::max() - n) {
        throw std::overflow_error("more permits than can be counted");
      }
    } while (!balance_.compare_exchange_weak(seen, seen + n));
    if (seen >= 0) return;
    std::lock_guard lock(mutex_);
    wake_ups_ += std::min(n, -seen);
    woken_.notify_all();
  }

  std::ptrdiff_t value() const { return std::max<std::ptrdiff_t>(balance_.load(), 0); }

 private:
  void TakeWakeUp(std::unique_lock<std::mutex>& lock) {
    woken_.wait(lock, [this] { return wake_ups_ > 0; });
    --wake_ups_;
  }

  std::atomic<std::ptrdiff_t> balance_;
  std::mutex mutex_;
  std::condition_variable woken_;
  std::ptrdiff_t wake_ups_ = 0;  // guarded by mutex_
};

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

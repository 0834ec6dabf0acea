// WRONG: a timed call reads the number of releases after it has tried, not before.
// A release between the two goes unnoticed: it sleeps beside a free permit until its time is over.
#ifndef CHAPTERS_05_SEMAPHORES_SEMAPHORE_H_
#define CHAPTERS_05_SEMAPHORES_SEMAPHORE_H_

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>

#include "futex.h"

class Semaphore {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Semaphore(std::ptrdiff_t initial = 1) : count_(initial) {
    if (initial < 0) throw std::invalid_argument("a semaphore can't start below 0");
  }
  Semaphore(const Semaphore&) = delete;
  Semaphore& operator=(const Semaphore&) = delete;

  void acquire() {
    while (!try_acquire()) count_.wait(0);
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
    if (deadline == Clock::time_point::max()) return acquire(), true;
    while (!try_acquire()) {
      if (Clock::now() >= deadline) return false;
      FutexWait(releases_, releases_.load(), deadline);
    }
    return true;
  }

  void release(std::ptrdiff_t n = 1) {
    if (n < 1) throw std::invalid_argument("at least one permit must be released");
    std::ptrdiff_t seen = count_.load();
    do {
      if (seen > std::numeric_limits<std::ptrdiff_t>::max() - n) {
        throw std::overflow_error("more permits than can be counted");
      }
    } while (!count_.compare_exchange_weak(seen, seen + n));
    releases_.fetch_add(1);
    count_.notify_all();
    FutexWake(releases_, static_cast<int>(std::min<std::ptrdiff_t>(n, 1 << 30)));
  }

  std::ptrdiff_t value() const { return count_.load(); }

 private:
  std::atomic<std::ptrdiff_t> count_;
  std::atomic<std::uint32_t> releases_ = 0;
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

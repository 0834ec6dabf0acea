// RIGHT: all sleep in FutexWait on a generation that release raises, but only when somebody sleeps;
// then it wakes just as many as it has permits for. Memory orders as weak as they may be.
#ifndef CHAPTERS_05_SEMAPHORES_SEMAPHORE_H_
#define CHAPTERS_05_SEMAPHORES_SEMAPHORE_H_

#include <atomic>
#include <chrono>
#include <climits>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>

#include "futex.h"

class Semaphore {
  using Clock = std::chrono::steady_clock;
  using Deadline = std::optional<Clock::time_point>;

 public:
  explicit Semaphore(std::ptrdiff_t initial = 1) : permits_(initial) {
    if (initial < 0) throw std::invalid_argument("a semaphore can't start below 0");
  }
  Semaphore(const Semaphore&) = delete;
  Semaphore& operator=(const Semaphore&) = delete;

  void acquire() { Wait({}); }

  bool try_acquire() {
    std::ptrdiff_t seen = permits_.load(std::memory_order_relaxed);
    while (seen > 0) {
      if (permits_.compare_exchange_weak(seen, seen - 1, std::memory_order_acquire,
                                         std::memory_order_relaxed)) {
        return true;
      }
    }
    return false;
  }

  template <class Rep, class Period>
  bool try_acquire_for(std::chrono::duration<Rep, Period> limit) {
    if (limit <= std::chrono::duration<Rep, Period>::zero()) return try_acquire();
    if (std::chrono::duration<double>(limit).count() > 4e9) return Wait({});
    return Wait(Clock::now() + std::chrono::ceil<std::chrono::nanoseconds>(limit));
  }
  bool try_acquire_until(Clock::time_point deadline) { return Wait(deadline); }

  void release(std::ptrdiff_t n = 1) {
    if (n < 1) throw std::invalid_argument("at least one permit must be released");
    std::ptrdiff_t seen = permits_.load(std::memory_order_relaxed);
    do {
      if (seen > PTRDIFF_MAX - n) throw std::overflow_error("more permits than can be counted");
      // seq_cst: this store before the load of sleepers_, against the opposite order in Wait
    } while (!permits_.compare_exchange_weak(seen, seen + n, std::memory_order_seq_cst,
                                             std::memory_order_relaxed));
    if (sleepers_.load(std::memory_order_seq_cst) == 0) return;
    generation_.fetch_add(1, std::memory_order_seq_cst);
    FutexWake(generation_, n > INT_MAX ? INT_MAX : static_cast<int>(n));
  }

  std::ptrdiff_t value() const { return permits_.load(std::memory_order_relaxed); }

 private:
  bool Wait(Deadline deadline) {
    if (try_acquire()) return true;
    sleepers_.fetch_add(1, std::memory_order_seq_cst);
    bool got = false;
    while (true) {
      const std::uint32_t seen = generation_.load(std::memory_order_seq_cst);
      // seq_cst here: sleepers_ raised before this look
      if (permits_.load(std::memory_order_seq_cst) > 0 && try_acquire()) {
        got = true;
        break;
      }
      if (deadline && Clock::now() >= *deadline) break;
      FutexWait(generation_, seen, deadline);
    }
    sleepers_.fetch_sub(1, std::memory_order_relaxed);
    return got;
  }

  std::atomic<std::ptrdiff_t> permits_;
  std::atomic<std::uint32_t> generation_{0};
  std::atomic<std::uint32_t> sleepers_{0};
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

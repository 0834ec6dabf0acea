// Wrong: reinit frees the mutex but keeps the count of those who waited. They stayed behind in the
// parent process; the child calls the kernel at every unlock, to wake nobody.
#ifndef CHAPTERS_04_LOCKS_MUTEX_H_
#define CHAPTERS_04_LOCKS_MUTEX_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <system_error>

#include "futex.h"

class Mutex {
 public:
  Mutex() = default;
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;

  void lock() {
    if (!try_lock()) Wait(std::nullopt);
  }

  bool try_lock() { return (word_.fetch_or(kHeld, std::memory_order_acquire) & kHeld) == 0; }

  void unlock() {
    const std::uint32_t before = word_.fetch_and(~kHeld, std::memory_order_release);
    if ((before & kHeld) == 0) {
      throw std::system_error(std::make_error_code(std::errc::operation_not_permitted));
    }
    if (before >= kWaiter) FutexWake(word_, 1);
  }

  template <class Rep, class Period>
  bool try_lock_for(const std::chrono::duration<Rep, Period>& duration) {
    if (try_lock()) return true;
    if (duration <= duration.zero()) return false;
    using Seconds = std::chrono::duration<double>;
    const auto now = Clock::now();
    const Seconds left = Clock::time_point::max() - now;
    if (Seconds(duration) > left / 2) return Wait(std::nullopt);
    return Wait(now + std::chrono::ceil<Clock::duration>(duration));
  }

  bool try_lock_until(std::chrono::steady_clock::time_point deadline) {
    return try_lock() || Wait(deadline);
  }

  bool locked() const { return (word_.load(std::memory_order_relaxed) & kHeld) != 0; }

  void reinit() { word_.fetch_and(~kHeld, std::memory_order_relaxed); }

 private:
  using Clock = std::chrono::steady_clock;

  static constexpr std::uint32_t kHeld = 1;
  static constexpr std::uint32_t kWaiter = 2;

  bool Wait(std::optional<Clock::time_point> deadline) {
    std::uint32_t seen = word_.fetch_add(kWaiter, std::memory_order_relaxed) + kWaiter;
    while (true) {
      if ((seen & kHeld) == 0) {
        if (word_.compare_exchange_weak(seen, seen - kWaiter + kHeld, std::memory_order_acquire,
                                        std::memory_order_relaxed)) {
          return true;
        }
      } else {
        if (!FutexWait(word_, seen, deadline)) break;
        seen = word_.load(std::memory_order_relaxed);
      }
    }
    word_.fetch_sub(kWaiter, std::memory_order_relaxed);
    return false;
  }

  std::atomic<std::uint32_t> word_{0};
};

#endif

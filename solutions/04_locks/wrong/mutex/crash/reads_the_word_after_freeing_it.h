// Wrong: unlock frees the mutex and reads the word again. In between another thread may lock,
// unlock and destroy the mutex: the memory is gone.
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
    if (!try_lock()) LockBySleeping(std::nullopt);
  }

  bool try_lock() {
    std::uint32_t seen = word_.load(std::memory_order_relaxed);
    while ((seen & kHeld) == 0) {
      if (word_.compare_exchange_strong(seen, seen | kHeld, std::memory_order_acquire,
                                        std::memory_order_relaxed)) {
        return true;
      }
    }
    return false;
  }

  void unlock() {
    std::uint32_t seen = word_.load(std::memory_order_relaxed);
    if (seen == kFree) throw std::system_error(EPERM, std::generic_category());
    word_.fetch_sub(kHeld, std::memory_order_release);
    if (word_.load(std::memory_order_relaxed) >= kWaiter) FutexWake(word_, 1);
  }

  template <class Rep, class Period>
  bool try_lock_for(const std::chrono::duration<Rep, Period>& duration) {
    if (try_lock()) return true;
    return duration > duration.zero() && LockBySleeping(DeadlineIn(duration));
  }

  bool try_lock_until(std::chrono::steady_clock::time_point deadline) {
    return try_lock() || LockBySleeping(deadline);
  }

  bool locked() const { return (word_.load(std::memory_order_relaxed) & kHeld) != 0; }

  void reinit() { word_.store(kFree, std::memory_order_release); }

 private:
  using Clock = std::chrono::steady_clock;

  static constexpr std::uint32_t kFree = 0;
  static constexpr std::uint32_t kHeld = 1;
  static constexpr std::uint32_t kWaiter = 2;

  bool LockBySleeping(std::optional<Clock::time_point> deadline) {
    std::uint32_t seen = word_.fetch_add(kWaiter, std::memory_order_relaxed) + kWaiter;
    bool in_time = true;
    bool taken = false;
    while (!taken && in_time) {
      if ((seen & kHeld) != 0) {
        in_time = FutexWait(word_, seen, deadline);
        seen = word_.load(std::memory_order_relaxed);
      } else {
        taken = word_.compare_exchange_strong(seen, (seen | kHeld) - kWaiter,
                                              std::memory_order_acquire, std::memory_order_relaxed);
      }
    }
    if (!taken) word_.fetch_sub(kWaiter, std::memory_order_relaxed);
    return taken;
  }

  template <class Rep, class Period>
  static Clock::time_point DeadlineIn(const std::chrono::duration<Rep, Period>& duration) {
    using Wide = std::chrono::duration<long double, Clock::period>;
    const Clock::time_point now = Clock::now();
    if (Wide(duration) >= Wide(Clock::time_point::max() - now)) return Clock::time_point::max();
    return now + std::chrono::ceil<Clock::duration>(duration);
  }

  std::atomic<std::uint32_t> word_{kFree};
};

#endif  // CHAPTERS_04_LOCKS_MUTEX_H_

// Wrong: try_lock waits until the mutex is free. A caller that holds it itself, or holds what the
// owner waits for, never gets an answer.
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

  void lock() { LockBySleeping(std::nullopt); }

  bool try_lock() {
    lock();
    return true;
  }

  void unlock() {
    const std::uint32_t before = word_.exchange(kFree, std::memory_order_release);
    if (before == kFree) throw std::system_error(EPERM, std::generic_category());
    if (before == kHeldAndAwaited) FutexWake(word_, 1);
  }

  template <class Rep, class Period>
  bool try_lock_for(const std::chrono::duration<Rep, Period>& duration) {
    return LockBySleeping(duration > duration.zero() ? DeadlineIn(duration) : Clock::now());
  }

  bool try_lock_until(std::chrono::steady_clock::time_point deadline) {
    return LockBySleeping(deadline);
  }

  bool locked() const { return word_.load(std::memory_order_relaxed) != kFree; }

  void reinit() { word_.store(kFree, std::memory_order_release); }

 private:
  using Clock = std::chrono::steady_clock;

  static constexpr std::uint32_t kFree = 0;
  static constexpr std::uint32_t kHeld = 1;
  static constexpr std::uint32_t kHeldAndAwaited = 2;

  bool LockBySleeping(std::optional<Clock::time_point> deadline) {
    std::uint32_t seen = kFree;
    if (word_.compare_exchange_strong(seen, kHeld, std::memory_order_acquire)) return true;
    while (word_.exchange(kHeldAndAwaited, std::memory_order_acquire) != kFree) {
      if (!FutexWait(word_, kHeldAndAwaited, deadline)) return false;
    }
    return true;
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

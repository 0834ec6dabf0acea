// Right, other than the reference: a waiter looks a few times before it goes to sleep, in the hope
// that the holder is about to leave. An unlock wakes all sleepers at once.
#ifndef CHAPTERS_04_LOCKS_MUTEX_H_
#define CHAPTERS_04_LOCKS_MUTEX_H_

#include <atomic>
#include <chrono>
#include <climits>
#include <cstdint>
#include <optional>
#include <system_error>
#include <thread>

#include "futex.h"

class Mutex {
 public:
  Mutex() = default;
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;

  void lock() {
    if (!SpinALittle()) Sleep(std::nullopt);
  }

  bool try_lock() {
    std::uint32_t seen = kFree;
    return word_.compare_exchange_strong(seen, kHeld, std::memory_order_acquire);
  }

  void unlock() {
    const std::uint32_t before = word_.exchange(kFree, std::memory_order_release);
    if (before == kFree) {
      throw std::system_error(std::make_error_code(std::errc::operation_not_permitted));
    }
    if (before == kAwaited) FutexWake(word_, INT_MAX);
  }

  template <class Rep, class Period>
  bool try_lock_for(const std::chrono::duration<Rep, Period>& duration) {
    if (duration <= duration.zero()) return try_lock();
    if (SpinALittle()) return true;
    const auto far = std::chrono::hours(24 * 365 * 100);  // nobody waits that long
    if (std::chrono::duration<double>(duration) > far) return Sleep(std::nullopt);
    return Sleep(Clock::now() + std::chrono::ceil<Clock::duration>(duration));
  }

  bool try_lock_until(std::chrono::steady_clock::time_point deadline) {
    return SpinALittle() || Sleep(deadline);
  }

  bool locked() const { return word_.load() != kFree; }

  void reinit() { word_.store(kFree); }

 private:
  using Clock = std::chrono::steady_clock;

  static constexpr int kTurns = 50;
  static constexpr std::uint32_t kFree = 0;
  static constexpr std::uint32_t kHeld = 1;
  static constexpr std::uint32_t kAwaited = 2;

  bool SpinALittle() {
    for (int turn = 0; turn < kTurns; ++turn) {
      if (try_lock()) return true;
      std::this_thread::yield();
    }
    return false;
  }

  // All sleepers are woken, and each marks the word again before it sleeps, so that taking the
  // mutex as merely held forgets nobody.
  bool Sleep(std::optional<Clock::time_point> deadline) {
    while (!try_lock()) {
      std::uint32_t seen = kHeld;
      word_.compare_exchange_strong(seen, kAwaited, std::memory_order_relaxed);
      if (seen != kFree && !FutexWait(word_, kAwaited, deadline)) return false;
    }
    return true;
  }

  std::atomic<std::uint32_t> word_{kFree};
};

#endif  // CHAPTERS_04_LOCKS_MUTEX_H_

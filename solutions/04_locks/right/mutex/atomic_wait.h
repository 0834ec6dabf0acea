// Right, other than the reference: lock sleeps in atomic::wait, timed calls in the given futex. The
// library doesn't know of the latter, so an unlock wakes one of each kind.
#ifndef CHAPTERS_04_LOCKS_MUTEX_H_
#define CHAPTERS_04_LOCKS_MUTEX_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <system_error>

#include "futex.h"

class Mutex {
 public:
  Mutex() = default;
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;

  void lock() {
    if (try_lock()) return;
    while (word_.exchange(kAwaited, std::memory_order_acquire) != kFree) {
      word_.wait(kAwaited, std::memory_order_relaxed);
    }
  }

  bool try_lock() {
    std::uint32_t seen = kFree;
    // Acquire pairs with the release in unlock().
    return word_.compare_exchange_strong(seen, kHeld, std::memory_order_acquire,
                                         std::memory_order_relaxed);
  }

  void unlock() {
    const std::uint32_t before = word_.exchange(kFree, std::memory_order_release);
    if (before == kFree) {
      throw std::system_error(std::make_error_code(std::errc::operation_not_permitted));
    }
    if (before != kAwaited) return;
    word_.notify_one();   // who sleeps in lock()
    FutexWake(word_, 1);  // who sleeps in a timed call; one too many does no harm
  }

  template <class Rep, class Period>
  bool try_lock_for(const std::chrono::duration<Rep, Period>& duration) {
    if (duration <= duration.zero()) return try_lock();
    const auto now = Clock::now();
    const auto left = std::chrono::duration<double>(Clock::time_point::max() - now);
    const bool endless = std::chrono::duration<double>(duration) >= left;
    return try_lock_until(endless ? Clock::time_point::max()
                                  : now + std::chrono::ceil<Clock::duration>(duration));
  }

  bool try_lock_until(std::chrono::steady_clock::time_point deadline) {
    if (try_lock()) return true;
    while (word_.exchange(kAwaited, std::memory_order_acquire) != kFree) {
      if (!FutexWait(word_, kAwaited, deadline)) return false;
    }
    return true;
  }

  bool locked() const { return word_.load(std::memory_order_relaxed) != kFree; }

  void reinit() { word_.store(kFree, std::memory_order_relaxed); }

 private:
  using Clock = std::chrono::steady_clock;

  static constexpr std::uint32_t kFree = 0;
  static constexpr std::uint32_t kHeld = 1;
  static constexpr std::uint32_t kAwaited = 2;  // held, and somebody may be asleep

  std::atomic<std::uint32_t> word_{kFree};
};

#endif  // CHAPTERS_04_LOCKS_MUTEX_H_

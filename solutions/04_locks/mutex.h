// A mutex built from one atomic word, and from the kernel's help for those who must wait.
//
// Thread safety: every method may be called by any thread, reinit() only while nobody else uses it.
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
    std::uint32_t seen = kFree;
    // Strong: a weak exchange may fail for no reason, and then a free mutex would be refused.
    // Acquire pairs with the release in unlock().
    return word_.compare_exchange_strong(seen, kHeld, std::memory_order_acquire,
                                         std::memory_order_relaxed);
  }

  void unlock() {
    // One step decides and frees: between a look and a store somebody could begin to wait. Release
    // pairs with the acquire in try_lock() and LockBySleeping().
    const std::uint32_t before = word_.exchange(kFree, std::memory_order_release);
    // From here on another thread may lock, unlock and destroy this mutex: never read word_ again.
    if (before == kFree) {
      throw std::system_error(std::make_error_code(std::errc::operation_not_permitted),
                              "unlock of a mutex that nobody holds");
    }
    if (before == kHeldAndAwaited) FutexWake(word_, 1);
  }

  template <class Rep, class Period>
  bool try_lock_for(const std::chrono::duration<Rep, Period>& duration) {
    if (try_lock()) return true;
    return duration > duration.zero() && LockBySleeping(DeadlineIn(duration));
  }

  bool try_lock_until(std::chrono::steady_clock::time_point deadline) {
    return try_lock() || LockBySleeping(deadline);
  }

  // Relaxed: the answer may be old when it arrives, so nobody may conclude anything from it.
  bool locked() const { return word_.load(std::memory_order_relaxed) != kFree; }

  // The sleepers, if any, stayed behind in the parent process: nothing but the word is left of
  // them.
  void reinit() { word_.store(kFree, std::memory_order_release); }

 private:
  using Clock = std::chrono::steady_clock;

  static constexpr std::uint32_t kFree = 0;
  static constexpr std::uint32_t kHeld = 1;
  static constexpr std::uint32_t kHeldAndAwaited = 2;  // somebody may be asleep

  // Every round marks the word as awaited, whether it takes the mutex or not. A thread that was
  // woken doesn't know who else sleeps; by taking the mutex as awaited it will wake the next one.
  // False if the time ran out: then no wake-up was spent on us, and the mark that stays behind
  // costs the holder one system call. After a wake-up it always tries once more, however late it
  // is: else the wake-up would be lost to the others.
  bool LockBySleeping(std::optional<Clock::time_point> deadline) {
    while (word_.exchange(kHeldAndAwaited, std::memory_order_acquire) != kFree) {
      if (!FutexWait(word_, kHeldAndAwaited, deadline)) return false;
    }
    return true;
  }

  // now() + duration, or the greatest time point (for ever) where the sum would overflow.
  // REQUIRES: duration > 0.
  template <class Rep, class Period>
  static Clock::time_point DeadlineIn(const std::chrono::duration<Rep, Period>& duration) {
    using Wide = std::chrono::duration<long double, Clock::period>;
    const Clock::time_point now = Clock::now();
    if (Wide(duration) >= Wide(Clock::time_point::max() - now)) return Clock::time_point::max();
    return now + std::chrono::ceil<Clock::duration>(duration);  // rounded up: never too early
  }

  std::atomic<std::uint32_t> word_{kFree};
};

#endif  // CHAPTERS_04_LOCKS_MUTEX_H_

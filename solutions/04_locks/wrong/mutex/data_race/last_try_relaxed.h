// Wrong: the last try of a thread whose time is over is relaxed. If it gets the mutex, it need not
// see what was written before the unlock.
#ifndef CHAPTERS_04_LOCKS_MUTEX_H_
#define CHAPTERS_04_LOCKS_MUTEX_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <system_error>

#include "futex.h"

class Mutex {
 public:
  Mutex() = default;
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;

  void lock() {
    if (!try_lock()) LockSlowly(std::nullopt);
  }
  bool try_lock() {
    std::uint32_t seen = 0;
    return word_.compare_exchange_strong(seen, 1);
  }
  void unlock() {
    const std::uint32_t before = word_.exchange(0);
    if (before == 0)
      throw std::system_error(std::make_error_code(std::errc::operation_not_permitted));
    if (before == 2) FutexWake(word_, 1);
  }
  template <class Rep, class Period>
  bool try_lock_for(const std::chrono::duration<Rep, Period>& duration) {
    if (try_lock()) return true;
    if (duration <= duration.zero()) return false;
    const auto now = Clock::now();
    using Wide = std::chrono::duration<long double>;
    if (Wide(duration) >= Wide(Clock::time_point::max() - now)) return LockSlowly(std::nullopt);
    return LockSlowly(now + std::chrono::ceil<Clock::duration>(duration));
  }
  bool try_lock_until(std::chrono::steady_clock::time_point deadline) {
    return try_lock() || LockSlowly(deadline);
  }
  bool locked() const { return word_.load() != 0; }
  void reinit() { word_.store(0); }

 private:
  using Clock = std::chrono::steady_clock;

  bool LockSlowly(std::optional<Clock::time_point> deadline) {
    while (word_.exchange(2) != 0) {
      if (!FutexWait(word_, 2, deadline)) {
        std::uint32_t free = 0;  // too late, but perhaps it has just become free
        return word_.compare_exchange_strong(free, 2, std::memory_order_relaxed);
      }
    }
    return true;
  }

  std::atomic<std::uint32_t> word_{0};  // 0: free, 1: held, 2: held, and somebody may be asleep
};

#endif  // CHAPTERS_04_LOCKS_MUTEX_H_

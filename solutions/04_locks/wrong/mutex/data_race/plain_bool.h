// Wrong: whether the mutex is held is told by a plain bool. Two threads may read and write it at
// the same time, which is a data race: both may get in, and the compiler may assume it never
// changes.
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
    if (held_) return false;
    held_ = true;
    return true;
  }

  void unlock() {
    if (!held_) throw std::system_error(EPERM, std::generic_category());
    held_ = false;
    if (waiters_.exchange(0, std::memory_order_relaxed) != 0) FutexWake(waiters_, 1 << 30);
  }

  template <class Rep, class Period>
  bool try_lock_for(const std::chrono::duration<Rep, Period>& duration) {
    if (try_lock()) return true;
    return duration > duration.zero() && LockBySleeping(DeadlineIn(duration));
  }

  bool try_lock_until(std::chrono::steady_clock::time_point deadline) {
    return try_lock() || LockBySleeping(deadline);
  }

  bool locked() const { return held_; }

  void reinit() { held_ = false; }

 private:
  using Clock = std::chrono::steady_clock;

  bool LockBySleeping(std::optional<Clock::time_point> deadline) {
    while (true) {
      waiters_.store(1, std::memory_order_relaxed);
      if (try_lock()) return true;
      if (!FutexWait(waiters_, 1, deadline)) return false;
    }
  }

  template <class Rep, class Period>
  static Clock::time_point DeadlineIn(const std::chrono::duration<Rep, Period>& duration) {
    using Wide = std::chrono::duration<long double, Clock::period>;
    const Clock::time_point now = Clock::now();
    if (Wide(duration) >= Wide(Clock::time_point::max() - now)) return Clock::time_point::max();
    return now + std::chrono::ceil<Clock::duration>(duration);
  }

  bool held_ = false;
  std::atomic<std::uint32_t> waiters_{0};
};

#endif  // CHAPTERS_04_LOCKS_MUTEX_H_

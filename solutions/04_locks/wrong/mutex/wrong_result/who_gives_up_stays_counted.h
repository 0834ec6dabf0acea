// Wrong: who gives up is still counted among the waiters, so each later unlock asks the kernel to
// wake somebody who isn't there.
#ifndef CHAPTERS_04_LOCKS_MUTEX_H_
#define CHAPTERS_04_LOCKS_MUTEX_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <system_error>

#include "futex.h"

// The lowest bit: held; the rest counts who waits.
class Mutex {
 public:
  Mutex() = default;
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;
  void lock() {
    if (!try_lock()) Wait(std::nullopt);
  }
  bool try_lock() { return !(word_.fetch_or(1) & 1); }
  void unlock() {
    const std::uint32_t before = word_.fetch_and(~1u);
    if (!(before & 1))
      throw std::system_error(std::make_error_code(std::errc::operation_not_permitted));
    if (before > 1) FutexWake(word_, 1);
  }
  template <class Rep, class Period>
  bool try_lock_for(const std::chrono::duration<Rep, Period>& d) {
    if (try_lock()) return true;
    if (d <= d.zero()) return false;
    const auto now = std::chrono::steady_clock::now();
    if (std::chrono::duration<double>(d) > std::chrono::hours(24 * 36500))
      return Wait(std::nullopt);
    return Wait(now + std::chrono::ceil<std::chrono::nanoseconds>(d));
  }
  bool try_lock_until(std::chrono::steady_clock::time_point t) { return try_lock() || Wait(t); }
  bool locked() const { return word_ & 1; }
  void reinit() { word_ = 0; }

 private:
  bool Wait(std::optional<std::chrono::steady_clock::time_point> until) {
    std::uint32_t seen = word_ += 2;
    while (true) {
      if (seen & 1) {
        if (!FutexWait(word_, seen, until)) return false;
        seen = word_;
      } else if (word_.compare_exchange_weak(seen, seen - 2 + 1)) {
        return true;
      }
    }
  }
  std::atomic<std::uint32_t> word_{0};
};

#endif  // CHAPTERS_04_LOCKS_MUTEX_H_

// Wrong: reinit() takes the inner mutex. In the child of a fork the thread that held it is gone,
// and nobody will ever unlock it.
#ifndef CHAPTERS_04_LOCKS_RLOCK_H_
#define CHAPTERS_04_LOCKS_RLOCK_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

#include "mutex.h"

class RLock {
  using Clock = std::chrono::steady_clock;

 public:
  RLock() = default;
  RLock(const RLock&) = delete;
  RLock& operator=(const RLock&) = delete;

  void lock() { LockUntil(std::nullopt); }
  bool try_lock() { return LockUntil(Clock::time_point()); }
  template <class Rep, class Period>
  bool try_lock_for(const std::chrono::duration<Rep, Period>& duration) {
    return LockUntil(DeadlineIn(duration));
  }
  bool try_lock_until(Clock::time_point deadline) {
    if (deadline == Clock::time_point::max()) return LockUntil(std::nullopt);
    return LockUntil(deadline);
  }
  void unlock() {
    std::lock_guard guard(mutex_);
    if (owner_ != std::this_thread::get_id()) {
      throw std::system_error(std::make_error_code(std::errc::operation_not_permitted));
    }
    if (--count_ > 0) return;
    owner_ = std::thread::id();
    freed_.notify_one();
  }
  bool held_by_current_thread() const { return recursion_count() > 0; }
  std::size_t recursion_count() const {
    std::lock_guard guard(mutex_);
    return owner_ == std::this_thread::get_id() ? count_ : 0;
  }
  void reinit() {
    std::lock_guard guard(mutex_);
    owner_ = std::thread::id();
    count_ = 0;
  }

 private:
  bool LockUntil(std::optional<Clock::time_point> deadline) {
    const std::thread::id me = std::this_thread::get_id();
    std::unique_lock guard(mutex_);
    auto open_to_me = [&] { return count_ == 0 || owner_ == me; };
    if (!deadline) {
      freed_.wait(guard, open_to_me);
    } else if (!freed_.wait_until(guard, *deadline, open_to_me)) {
      return false;
    }
    owner_ = me;
    ++count_;
    return true;
  }
  template <class Rep, class Period>
  static std::optional<Clock::time_point> DeadlineIn(
      const std::chrono::duration<Rep, Period>& duration) {
    using Wide = std::chrono::duration<long double, Clock::period>;
    const Clock::time_point now = Clock::now();
    if (Wide(duration) <= Wide(0)) return now;
    if (Wide(duration) >= Wide(Clock::time_point::max() - now)) return std::nullopt;
    return now + std::chrono::ceil<Clock::duration>(duration);
  }
  mutable std::mutex mutex_;
  std::condition_variable freed_;
  std::thread::id owner_;
  std::size_t count_ = 0;
};

#endif  // CHAPTERS_04_LOCKS_RLOCK_H_

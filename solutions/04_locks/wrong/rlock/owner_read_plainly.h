// Mistake: the owner is a plain member, compared by strangers while the holder writes it.
// Undefined behaviour: a stranger may read a torn or stale name and walk in.
#ifndef CHAPTERS_04_LOCKS_RLOCK_H_
#define CHAPTERS_04_LOCKS_RLOCK_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <system_error>
#include <thread>

#include "mutex.h"

class RLock {
 public:
  RLock() = default;
  RLock(const RLock&) = delete;
  RLock& operator=(const RLock&) = delete;

  void lock() {
    if (LockedAgain()) return;
    mutex_.lock();
    BecomeHolder();
  }

  bool try_lock() { return LockedAgain() || (mutex_.try_lock() && BecomeHolder()); }

  template <class Rep, class Period>
  bool try_lock_for(const std::chrono::duration<Rep, Period>& duration) {
    return LockedAgain() || (mutex_.try_lock_for(duration) && BecomeHolder());
  }

  bool try_lock_until(std::chrono::steady_clock::time_point deadline) {
    return LockedAgain() || (mutex_.try_lock_until(deadline) && BecomeHolder());
  }

  void unlock() {
    if (!held_by_current_thread()) ThrowNotPermitted();
    if (--count_ > 0) return;
    owner_ = std::thread::id();
    mutex_.unlock();
  }

  bool held_by_current_thread() const { return owner_ == std::this_thread::get_id(); }

  std::size_t recursion_count() const { return held_by_current_thread() ? count_ : 0; }

  void reinit() {
    mutex_.reinit();
    owner_ = std::thread::id();
    count_ = 0;
  }

 private:
  [[noreturn]] static void ThrowNotPermitted() {
    throw std::system_error(std::make_error_code(std::errc::operation_not_permitted));
  }

  bool LockedAgain() {
    if (!held_by_current_thread()) return false;
    ++count_;
    return true;
  }

  bool BecomeHolder() {
    owner_ = std::this_thread::get_id();
    count_ = 1;
    return true;
  }

  Mutex mutex_;
  std::thread::id owner_;
  std::size_t count_ = 0;
};

#endif  // CHAPTERS_04_LOCKS_RLOCK_H_

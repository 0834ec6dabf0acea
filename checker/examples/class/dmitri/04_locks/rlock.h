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
    if (Deeper()) return;
    mutex_.lock();
    Enter();
  }

  bool try_lock() { return Deeper() || (mutex_.try_lock() && Enter()); }

  template <class Rep, class Period>
  bool try_lock_for(const std::chrono::duration<Rep, Period>& duration) {
    return Deeper() || (mutex_.try_lock_for(duration) && Enter());
  }

  bool try_lock_until(std::chrono::steady_clock::time_point deadline) {
    return Deeper() || (mutex_.try_lock_until(deadline) && Enter());
  }

  void unlock() {
    if (!held_by_current_thread()) {
      throw std::system_error(std::make_error_code(std::errc::operation_not_permitted));
    }
    if (--levels_ > 0) return;
    holder_ = std::thread::id();  // while it is still ours
    mutex_.unlock();
  }

  bool held_by_current_thread() const { return holder_ == std::this_thread::get_id(); }

  std::size_t recursion_count() const { return levels_; }

  void reinit() {
    holder_ = std::thread::id();
    levels_ = 0;
    mutex_.reinit();
  }

 private:
  // True if the caller is the holder; then it is one level deeper.
  bool Deeper() {
    if (!held_by_current_thread()) return false;
    ++levels_;
    return true;
  }

  // The first level.
  bool Enter() {
    holder_ = std::this_thread::get_id();
    levels_ = 1;
    return true;
  }

  Mutex mutex_;
  std::atomic<std::thread::id> holder_ = std::thread::id();
  std::atomic<std::size_t> levels_ = 0;  // atomic: anybody may look
};

#endif  // CHAPTERS_04_LOCKS_RLOCK_H_

// Wrong: waiting threads sleep a millisecond and ask again, instead of sleeping until they are
// woken.
#ifndef CHAPTERS_04_LOCKS_RLOCK_H_
#define CHAPTERS_04_LOCKS_RLOCK_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
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
    while (!mutex_.try_lock()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    BecomeHolder();
  }
  bool try_lock() { return LockedAgain() || (mutex_.try_lock() && BecomeHolder()); }
  template <class Rep, class Period>
  bool try_lock_for(const std::chrono::duration<Rep, Period>& duration) {
    if (LockedAgain()) return true;
    const auto start = std::chrono::steady_clock::now();
    while (!mutex_.try_lock()) {
      if (std::chrono::steady_clock::now() - start >= duration) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return BecomeHolder();
  }
  bool try_lock_until(std::chrono::steady_clock::time_point deadline) {
    if (LockedAgain()) return true;
    while (!mutex_.try_lock()) {
      if (std::chrono::steady_clock::now() >= deadline) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return BecomeHolder();
  }
  void unlock() {
    if (!held_by_current_thread()) {
      throw std::system_error(std::make_error_code(std::errc::operation_not_permitted));
    }
    if (--count_ > 0) return;
    owner_.store(std::thread::id());
    mutex_.unlock();
  }
  bool held_by_current_thread() const { return owner_.load() == std::this_thread::get_id(); }
  std::size_t recursion_count() const { return held_by_current_thread() ? count_ : 0; }
  void reinit() {
    mutex_.reinit();
    owner_.store(std::thread::id());
    count_ = 0;
  }

 private:
  bool LockedAgain() {
    if (!held_by_current_thread()) return false;
    ++count_;
    return true;
  }
  bool BecomeHolder() {
    owner_.store(std::this_thread::get_id());
    count_ = 1;
    return true;
  }
  Mutex mutex_;
  std::atomic<std::thread::id> owner_{};
  std::size_t count_ = 0;
};

#endif  // CHAPTERS_04_LOCKS_RLOCK_H_

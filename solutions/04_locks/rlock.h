// A reentrant lock: its holder may lock it again, and must unlock it as often.
//
// Thread safety: every method may be called by any thread, reinit() only while nobody else uses it.
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
    if (!held_by_current_thread()) {
      throw std::system_error(std::make_error_code(std::errc::operation_not_permitted),
                              "unlock by a thread that does not hold the lock");
    }
    if (--count_ > 0) return;
    // First our name, then the mutex: the other way round we could wipe out the next holder's name.
    owner_.store(std::thread::id(), std::memory_order_relaxed);
    mutex_.unlock();  // from here on the next holder may even destroy this lock
  }

  // Relaxed is enough, here and where owner_ is stored: the answer is "yes" only if this thread
  // itself stored its name last, and a thread always sees its own stores. Whatever else is read,
  // old or new, it is not our name. What the lock protects is ordered by mutex_.
  bool held_by_current_thread() const {
    return owner_.load(std::memory_order_relaxed) == std::this_thread::get_id();
  }

  std::size_t recursion_count() const { return held_by_current_thread() ? count_ : 0; }

  void reinit() {
    mutex_.reinit();
    owner_.store(std::thread::id(), std::memory_order_relaxed);
    count_ = 0;
  }

 private:
  // True if the calling thread was the holder already; it holds one level more then.
  bool LockedAgain() {
    if (!held_by_current_thread()) return false;
    ++count_;
    return true;
  }

  // REQUIRES: the calling thread has just locked mutex_.
  bool BecomeHolder() {
    owner_.store(std::this_thread::get_id(), std::memory_order_relaxed);
    count_ = 1;
    return true;
  }

  Mutex mutex_;                           // held from the first lock to the last unlock
  std::atomic<std::thread::id> owner_{};  // who holds mutex_; atomic, since strangers look at it
  std::size_t count_ = 0;                 // touched by the holder alone: guarded by mutex_
};

#endif  // CHAPTERS_04_LOCKS_RLOCK_H_

// Right, other than the reference: a binary semaphore, which knows no holder, is the lock; the
// holder's number and his levels stand beside it.
#ifndef CHAPTERS_04_LOCKS_RLOCK_H_
#define CHAPTERS_04_LOCKS_RLOCK_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <new>
#include <semaphore>
#include <system_error>

class RLock {
  using Clock = std::chrono::steady_clock;

 public:
  RLock() = default;
  RLock(const RLock&) = delete;
  RLock& operator=(const RLock&) = delete;

  void lock() {
    if (LockedAgain()) return;
    gate_.acquire();
    BecomeHolder();
  }
  bool try_lock() {
    if (LockedAgain()) return true;
    if (!gate_.try_acquire()) return false;
    return BecomeHolder();
  }
  template <class Rep, class Period>
  bool try_lock_for(const std::chrono::duration<Rep, Period>& wait) {
    if (try_lock()) return true;
    if (wait <= wait.zero()) return false;
    if (std::chrono::duration<double>(wait) > std::chrono::hours(24 * 365 * 100)) {
      lock();
      return true;
    }
    return gate_.try_acquire_until(Clock::now() + std::chrono::ceil<Clock::duration>(wait)) &&
           BecomeHolder();
  }
  bool try_lock_until(Clock::time_point when) {
    if (try_lock()) return true;
    if (when == when.max()) return lock(), true;
    if (when <= Clock::now()) return false;
    return gate_.try_acquire_until(when) && BecomeHolder();
  }
  void unlock() {
    if (!held_by_current_thread())
      throw std::system_error(std::make_error_code(std::errc::operation_not_permitted));
    if (count_ > 1) {
      --count_;
    } else {
      count_ = 0;
      owner_.store(0);
      gate_.release();
    }
  }
  bool held_by_current_thread() const { return owner_.load() == Me(); }
  std::size_t recursion_count() const { return held_by_current_thread() ? count_ : 0; }
  void reinit() {
    new (&gate_) std::binary_semaphore(1);
    owner_ = 0;
    count_ = 0;
  }

 private:
  static unsigned Me() {
    static std::atomic<unsigned> threads{0};
    thread_local const unsigned number = ++threads;
    return number;
  }
  bool LockedAgain() {
    if (!held_by_current_thread()) return false;
    ++count_;
    return true;
  }
  bool BecomeHolder() {
    owner_.store(Me());
    count_ = 1;
    return true;
  }
  std::binary_semaphore gate_{1};
  std::atomic<unsigned> owner_{0};
  std::size_t count_ = 0;
};

#endif  // CHAPTERS_04_LOCKS_RLOCK_H_

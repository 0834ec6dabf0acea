// The standard's timed_mutex inside, the thread's address as its name: a thread-local variable has
// another address in every thread.
#ifndef CHAPTERS_04_LOCKS_RLOCK_H_
#define CHAPTERS_04_LOCKS_RLOCK_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <mutex>
#include <new>
#include <system_error>

class RLock {
  using Clock = std::chrono::steady_clock;
  static constexpr Clock::time_point kNever = Clock::time_point::max();

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
    if (try_lock()) return true;
    using Wide = std::chrono::duration<long double, Clock::period>;
    const Clock::time_point now = Clock::now();
    if (Wide(duration) <= Wide(0)) return false;
    if (Wide(duration) >= Wide(Clock::time_point::max() - now)) return try_lock_until(kNever);
    return try_lock_until(now + std::chrono::ceil<Clock::duration>(duration));
  }

  bool try_lock_until(Clock::time_point deadline) {
    if (try_lock()) return true;
    if (deadline == kNever) {
      lock();
      return true;
    }
    return mutex_.try_lock_until(deadline) && BecomeHolder();
  }

  void unlock() {
    if (!held_by_current_thread()) ThrowNotPermitted();
    if (--count_ > 0) return;
    owner_.store(nullptr);
    mutex_.unlock();
  }

  bool held_by_current_thread() const { return owner_.load() == Me(); }

  std::size_t recursion_count() const { return held_by_current_thread() ? count_ : 0; }

  void reinit() {
    new (&mutex_) std::timed_mutex;  // whoever held the old one is not there any more
    owner_.store(nullptr);
    count_ = 0;
  }

 private:
  using Name = const char*;

  static Name Me() {
    thread_local char me = 0;
    return &me;
  }

  [[noreturn]] static void ThrowNotPermitted() {
    throw std::system_error(std::make_error_code(std::errc::operation_not_permitted));
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

  std::timed_mutex mutex_;
  std::atomic<Name> owner_ = nullptr;
  std::size_t count_ = 0;
};

#endif  // CHAPTERS_04_LOCKS_RLOCK_H_

// Mistake: every time the waiter is woken and finds the lock taken, the whole time begins anew.
// With enough traffic a try of 50 ms never ends.
#ifndef CHAPTERS_04_LOCKS_RLOCK_H_
#define CHAPTERS_04_LOCKS_RLOCK_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <new>
#include <optional>
#include <system_error>
#include <thread>

class RLock {
  using Clock = std::chrono::steady_clock;

 public:
  RLock() = default;
  RLock(const RLock&) = delete;
  RLock& operator=(const RLock&) = delete;

  void lock() {
    std::unique_lock guard(mutex_);
    freed_.wait(guard, [this] { return OpenToMe(); });
    Enter();
  }

  bool try_lock() { return try_lock_until(Clock::time_point()); }

  template <class Rep, class Period>
  bool try_lock_for(const std::chrono::duration<Rep, Period>& duration) {
    std::unique_lock guard(mutex_);
    while (!OpenToMe()) {
      const auto deadline = DeadlineIn(duration);
      if (!deadline) {
        freed_.wait(guard);
      } else if (freed_.wait_until(guard, *deadline) == std::cv_status::timeout && !OpenToMe()) {
        return false;
      }
    }
    return Enter();
  }

  bool try_lock_until(Clock::time_point deadline) {
    if (deadline == Clock::time_point::max()) return try_lock_for(Clock::duration::max());
    std::unique_lock guard(mutex_);
    return freed_.wait_until(guard, deadline, [this] { return OpenToMe(); }) && Enter();
  }

  void unlock() {
    std::lock_guard guard(mutex_);
    if (owner_ != std::this_thread::get_id()) {
      throw std::system_error(std::make_error_code(std::errc::operation_not_permitted));
    }
    if (--count_ > 0) return;
    owner_ = std::thread::id();
    // With mutex_ held: once it is free the next holder may destroy this lock.
    freed_.notify_one();
  }

  bool held_by_current_thread() const { return recursion_count() > 0; }

  std::size_t recursion_count() const {
    std::lock_guard guard(mutex_);
    return owner_ == std::this_thread::get_id() ? count_ : 0;
  }

  // Whoever held mutex_ or slept here stayed behind in the parent process: begin with new ones.
  void reinit() {
    new (&mutex_) std::mutex;
    new (&freed_) std::condition_variable;
    owner_ = std::thread::id();
    count_ = 0;
  }

 private:
  bool OpenToMe() const { return count_ == 0 || owner_ == std::this_thread::get_id(); }

  bool Enter() {
    owner_ = std::this_thread::get_id();
    ++count_;
    return true;
  }

  // now() + duration, or for ever (no deadline) where the sum would overflow.
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
  std::thread::id owner_;  // guarded by mutex_, as count_ is
  std::size_t count_ = 0;
};

#endif  // CHAPTERS_04_LOCKS_RLOCK_H_

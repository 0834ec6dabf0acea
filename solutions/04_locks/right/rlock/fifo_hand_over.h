// The last unlock hands the lock to the thread that has waited longest: nobody overtakes. Each
// waiter sleeps on a condition variable of its own, which lives on its stack.
#ifndef CHAPTERS_04_LOCKS_RLOCK_H_
#define CHAPTERS_04_LOCKS_RLOCK_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <list>
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
    if (!waiters_.empty()) HandOver();
  }

  bool held_by_current_thread() const { return recursion_count() > 0; }

  std::size_t recursion_count() const {
    std::lock_guard guard(mutex_);
    return owner_ == std::this_thread::get_id() ? count_ : 0;
  }

  // Whoever held mutex_ or slept here stayed behind in the parent process.
  void reinit() {
    new (&mutex_) std::mutex;
    new (&waiters_) std::list<Waiter*>;
    owner_ = std::thread::id();
    count_ = 0;
  }

 private:
  struct Waiter {
    const std::thread::id thread = std::this_thread::get_id();
    bool holds = false;
    std::condition_variable turn;
  };

  // REQUIRES: mutex_ is held and somebody waits.
  void HandOver() {
    Waiter* const next = waiters_.front();
    waiters_.pop_front();
    owner_ = next->thread;
    count_ = 1;
    next->holds = true;
    next->turn.notify_one();
  }

  bool LockUntil(std::optional<Clock::time_point> deadline) {
    std::unique_lock guard(mutex_);
    if (count_ == 0 || owner_ == std::this_thread::get_id()) {
      owner_ = std::this_thread::get_id();
      ++count_;
      return true;
    }
    if (deadline && *deadline <= Clock::now()) return false;
    return WaitForTurn(guard, deadline);
  }

  bool WaitForTurn(std::unique_lock<std::mutex>& guard, std::optional<Clock::time_point> deadline) {
    Waiter me;
    waiters_.push_back(&me);
    auto my_turn = [&me] { return me.holds; };
    if (!deadline) {
      me.turn.wait(guard, my_turn);
    } else if (!me.turn.wait_until(guard, *deadline, my_turn)) {
      waiters_.remove(&me);
    }
    return me.holds;
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
  std::list<Waiter*> waiters_;  // guarded by mutex_, as all that follows
  std::thread::id owner_;
  std::size_t count_ = 0;
};

#endif  // CHAPTERS_04_LOCKS_RLOCK_H_

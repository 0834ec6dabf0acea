// Right: each waiter sleeps on a semaphore of its own, in a list. Who lets go hands the lock over
// to one of them: it is never free while somebody waits, so nobody can win it back.
#ifndef CHAPTERS_03_GIL_GIL_H_
#define CHAPTERS_03_GIL_GIL_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <list>
#include <mutex>
#include <semaphore>
#include <stdexcept>
#include <system_error>
#include <thread>

class Gil {
 public:
  explicit Gil(std::chrono::microseconds interval = std::chrono::milliseconds(5))
      : interval_(interval) {
    if (interval.count() < 1) throw std::invalid_argument("Gil: the interval is too short");
  }
  Gil(const Gil&) = delete;
  Gil& operator=(const Gil&) = delete;

  void Acquire() {
    if (held_by_current_thread()) {
      throw std::system_error(EDEADLK, std::generic_category(), "Gil::Acquire");
    }
    Waiter me(std::this_thread::get_id());
    std::uint64_t seen;
    {
      std::lock_guard lock(mutex_);
      if (holder_ == std::thread::id()) return HandTo(me.id);
      waiters_.push_back(&me);
      seen = switches_;
    }
    while (!me.handed_over.try_acquire_for(interval_)) seen = Ask(seen);
  }

  void Release() {
    if (!held_by_current_thread()) {
      throw std::system_error(EPERM, std::generic_category(), "Gil::Release");
    }
    std::lock_guard lock(mutex_);
    if (waiters_.empty()) {
      holder_ = std::thread::id();
      return;
    }
    Waiter* const next = waiters_.front();
    waiters_.pop_front();
    HandTo(next->id);
    next->handed_over.release();  // after this it may be gone
  }

  bool YieldIfRequested() {
    if (!drop_requested()) return false;
    Release();
    Acquire();
    return true;
  }

  bool drop_requested() const { return drop_requested_; }
  bool held_by_current_thread() const { return holder_ == std::this_thread::get_id(); }
  std::uint64_t switches() const { return switches_; }

 private:
  struct Waiter {
    explicit Waiter(std::thread::id thread) : id(thread) {}
    const std::thread::id id;
    std::binary_semaphore handed_over{0};
  };

  // An interval is over. Returns how many switches there are as the next one begins.
  std::uint64_t Ask(std::uint64_t seen) {
    std::lock_guard lock(mutex_);
    if (switches_ == seen) drop_requested_ = true;
    return switches_;
  }

  // REQUIRES: mutex_ is held.
  void HandTo(std::thread::id next) {
    if (last_holder_ != std::thread::id() && last_holder_ != next) ++switches_;
    last_holder_ = next;
    drop_requested_ = false;
    holder_ = next;
  }

  const std::chrono::microseconds interval_;
  std::mutex mutex_;
  std::list<Waiter*> waiters_;
  std::thread::id last_holder_;
  std::atomic<std::thread::id> holder_{std::thread::id()};
  std::atomic<bool> drop_requested_{false};
  std::atomic<std::uint64_t> switches_{0};
};

#endif  // CHAPTERS_03_GIL_GIL_H_

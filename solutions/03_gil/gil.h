// One lock for a whole interpreter, as CPython's global interpreter lock: a mutex that is held only
// for a moment at a time, and two conditions, one for who wants in and one for who was asked out.
//
// Thread safety: every method may be called by any thread. Whoever destroys it sees to it that
// nobody holds it or waits for it.
#ifndef CHAPTERS_03_GIL_GIL_H_
#define CHAPTERS_03_GIL_GIL_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stdexcept>
#include <system_error>
#include <thread>

class Gil {
 public:
  explicit Gil(std::chrono::microseconds interval = std::chrono::milliseconds(5))
      : interval_(interval) {
    if (interval <= interval.zero()) throw std::invalid_argument("Gil: no interval");
  }
  Gil(const Gil&) = delete;
  Gil& operator=(const Gil&) = delete;

  void Acquire() {
    std::unique_lock lock(mutex_);
    if (held_by_current_thread()) Throw(std::errc::resource_deadlock_would_occur);
    while (!IsFreeWithinAnInterval(lock)) {
    }
    Take();
  }

  void Release() {
    std::unique_lock lock(mutex_);
    if (!held_by_current_thread()) Throw(std::errc::operation_not_permitted);
    holder_.store(std::thread::id(), std::memory_order_relaxed);  // partner: held_by_current_thread
    freed_.notify_one();
    if (!drop_requested()) return;
    // Whoever asked is still in Acquire, so there will be a switch. It may be over again before we
    // look: "is it held now?" would miss it, the count keeps it.
    const std::uint64_t before = switches();
    switched_.wait(lock, [&] { return switches() != before; });
  }

  bool YieldIfRequested() {
    if (!drop_requested()) return false;
    Release();
    Acquire();
    return true;
  }

  // Relaxed: a hint. Who sees it a little late lets go a little late; what the threads hand each
  // other is ordered by the mutex. Partner: the stores in Take and IsFreeWithinAnInterval.
  bool drop_requested() const { return drop_requested_.load(std::memory_order_relaxed); }

  // Relaxed: only this thread itself stores its id, and takes it away again, so it can't be
  // mistaken about that. Partner: the stores in Take and Release.
  bool held_by_current_thread() const {
    return holder_.load(std::memory_order_relaxed) == std::this_thread::get_id();
  }

  // Relaxed: a number for statistics, and inside of Gil read under the mutex. Partner: Take.
  std::uint64_t switches() const { return switches_.load(std::memory_order_relaxed); }

 private:
  [[noreturn]] static void Throw(std::errc reason) {
    throw std::system_error(std::make_error_code(reason), "Gil");
  }

  // Waits until the lock is free, for one interval at the most; asks for it if nobody has switched
  // meanwhile. An interval that began under another holder says nothing about the present one.
  bool IsFreeWithinAnInterval(std::unique_lock<std::mutex>& lock) {
    const std::uint64_t at_start = switches();
    const auto deadline = std::chrono::steady_clock::now() + interval_;
    const auto is_free = [&] {
      return holder_.load(std::memory_order_relaxed) == std::thread::id();  // under the mutex
    };
    if (freed_.wait_until(lock, deadline, is_free)) return true;
    if (switches() == at_start) drop_requested_.store(true, std::memory_order_relaxed);
    return false;
  }

  // REQUIRES: mutex_ is held and the lock is free.
  void Take() {
    const std::thread::id self = std::this_thread::get_id();
    // Partners of these relaxed stores: the queries of the same names.
    holder_.store(self, std::memory_order_relaxed);
    drop_requested_.store(false, std::memory_order_relaxed);
    if (last_holder_ != std::thread::id() && last_holder_ != self) {
      switches_.store(switches() + 1, std::memory_order_relaxed);
    }
    last_holder_ = self;
    switched_.notify_all();
  }

  const std::chrono::microseconds interval_;
  std::mutex mutex_;                  // for a moment only: to look, to change, to begin a wait
  std::condition_variable freed_;     // nobody holds the lock
  std::condition_variable switched_;  // somebody has taken it
  std::thread::id last_holder_;       // guarded by mutex_

  // Written under mutex_, read without it by the queries.
  std::atomic<std::thread::id> holder_{};
  std::atomic<bool> drop_requested_{false};
  std::atomic<std::uint64_t> switches_{0};
};

#endif  // CHAPTERS_03_GIL_GIL_H_

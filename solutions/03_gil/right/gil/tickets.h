// Right: first come, first served. Who comes draws a ticket, and the lock serves them in order; so
// a switch is forced by the queue itself: who was asked draws a new ticket, behind the one who
// asked.
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
    if (interval <= std::chrono::microseconds(0)) throw std::invalid_argument("interval");
  }
  Gil(const Gil&) = delete;
  Gil& operator=(const Gil&) = delete;

  void Acquire() {
    const std::thread::id self = std::this_thread::get_id();
    if (holder_ == self) Refuse(std::errc::resource_deadlock_would_occur);
    std::unique_lock lock(mutex_);
    const std::uint64_t mine = next_ticket_++;
    while (now_served_ != mine) WaitAnInterval(lock, mine);
    holder_ = self;
    drop_requested_ = false;
    if (somebody_has_held_ && last_holder_ != self) ++switches_;
    somebody_has_held_ = true;
    last_holder_ = self;
  }

  void Release() {
    if (holder_ != std::this_thread::get_id()) Refuse(std::errc::operation_not_permitted);
    std::lock_guard lock(mutex_);
    holder_ = std::thread::id();
    ++now_served_;
    served_.notify_all();  // only one of them has the ticket
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
  [[noreturn]] static void Refuse(std::errc reason) {
    throw std::system_error(std::make_error_code(reason));
  }

  void WaitAnInterval(std::unique_lock<std::mutex>& lock, std::uint64_t mine) {
    const std::uint64_t switches_before = switches_;
    const auto end = std::chrono::steady_clock::now() + interval_;
    while (now_served_ != mine && std::chrono::steady_clock::now() < end) {
      served_.wait_until(lock, end);
    }
    if (now_served_ != mine && switches_ == switches_before) drop_requested_ = true;
  }

  const std::chrono::microseconds interval_;
  std::mutex mutex_;
  std::condition_variable served_;
  std::uint64_t next_ticket_ = 0;
  std::uint64_t now_served_ = 0;
  bool somebody_has_held_ = false;
  std::thread::id last_holder_;
  std::atomic<std::thread::id> holder_{std::thread::id()};
  std::atomic<bool> drop_requested_{false};
  std::atomic<std::uint64_t> switches_{0};
};

#endif  // CHAPTERS_03_GIL_GIL_H_

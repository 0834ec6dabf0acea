// Right: Release never waits. The request stays raised until somebody takes the lock, and as long
// as it is raised the last holder may not be the one: it waits in its next Acquire. One condition
// for all, hence notify_all: the one that is woken might be the one who may not.
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
    if (interval.count() <= 0) throw std::invalid_argument("interval");
  }
  Gil(const Gil&) = delete;
  Gil& operator=(const Gil&) = delete;

  void Acquire() {
    const std::thread::id self = std::this_thread::get_id();
    std::unique_lock lock(mutex_);
    if (held_ && last_holder_ == self) {
      throw std::system_error(std::make_error_code(std::errc::resource_deadlock_would_occur));
    }
    const auto may_take = [&] { return !held_ && !(drop_requested_ && last_holder_ == self); };
    for (;;) {
      const std::uint64_t before = switches_;
      const auto deadline = std::chrono::steady_clock::now() + interval_;
      if (changed_.wait_until(lock, deadline, may_take)) break;
      if (switches_ == before) drop_requested_ = true;
    }
    if (last_holder_ != self && last_holder_ != std::thread::id()) ++switches_;
    held_ = true;
    last_holder_ = self;
    drop_requested_ = false;
    if (waits_for_switch_) changed_.notify_all();
    waits_for_switch_ = false;
  }

  void Release() {
    std::lock_guard lock(mutex_);
    if (!held_ || last_holder_ != std::this_thread::get_id()) {
      throw std::system_error(std::make_error_code(std::errc::operation_not_permitted));
    }
    held_ = false;
    waits_for_switch_ = drop_requested_;
    changed_.notify_all();
  }

  bool YieldIfRequested() {
    if (!drop_requested_) return false;
    Release();
    Acquire();
    return true;
  }

  bool drop_requested() const { return drop_requested_; }

  bool held_by_current_thread() const {
    std::lock_guard lock(mutex_);
    return held_ && last_holder_ == std::this_thread::get_id();
  }

  std::uint64_t switches() const { return switches_; }

 private:
  const std::chrono::microseconds interval_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  // All of these are changed with the mutex held.
  bool held_ = false;
  bool waits_for_switch_ = false;
  std::thread::id last_holder_;
  std::atomic<bool> drop_requested_{false};
  std::atomic<std::uint64_t> switches_{0};
};

#endif  // CHAPTERS_03_GIL_GIL_H_

// One lock for a whole interpreter, which its holder can be asked for.
//
// Thread safety: every method may be called by any thread. Whoever destroys it sees to it that
// nobody holds it or waits for it.
#ifndef SOLUTIONS_03_GIL_GIL_H_
#define SOLUTIONS_03_GIL_GIL_H_

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
    if (interval <= interval.zero()) throw std::invalid_argument("the interval must be positive");
  }
  Gil(const Gil&) = delete;
  Gil& operator=(const Gil&) = delete;

  void Acquire() {
    if (held_by_current_thread()) {
      throw std::system_error(std::make_error_code(std::errc::resource_deadlock_would_occur));
    }
    const auto self = std::this_thread::get_id();
    std::unique_lock lock(mutex_);
    // Who was asked waits for its successor, also if that one has come and gone: `last_` stays.
    changed_.wait(lock, [&] { return !owes_a_switch_ || last_ != self; });
    while (holder_ != kNobody) {
      const std::uint64_t seen = switches_;
      if (changed_.wait_for(lock, interval_, [&] { return holder_ == kNobody; })) break;
      // A holder that has only just begun is not asked.
      if (switches_ == seen) drop_requested_ = true;
    }
    if (last_ != kNobody && last_ != self) ++switches_;
    holder_ = last_ = self;
    drop_requested_ = false;
    owes_a_switch_ = false;
    changed_.notify_all();
  }

  void Release() {
    if (!held_by_current_thread()) {
      throw std::system_error(std::make_error_code(std::errc::operation_not_permitted));
    }
    std::lock_guard lock(mutex_);
    owes_a_switch_ = drop_requested_;
    holder_ = kNobody;
    changed_.notify_all();
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
  inline static const std::thread::id kNobody{};

  const std::chrono::microseconds interval_;
  std::mutex mutex_;
  std::condition_variable changed_;
  // Written with mutex_ held; atomic for those who read without it.
  std::atomic<bool> drop_requested_ = false;
  std::atomic<std::thread::id> holder_ = kNobody;
  std::atomic<std::uint64_t> switches_ = 0;
  std::thread::id last_ = kNobody;  // guarded by mutex_
  bool owes_a_switch_ = false;      // guarded by mutex_: the last holder was asked
};

#endif  // SOLUTIONS_03_GIL_GIL_H_

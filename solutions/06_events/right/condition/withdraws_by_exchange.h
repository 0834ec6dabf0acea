// Right: waiter and notifier settle it between them with one compare-exchange: picked, or gone. So
// the waiter knows before he has the lock back.
#ifndef CHAPTERS_06_EVENTS_CONDITION_H_
#define CHAPTERS_06_EVENTS_CONDITION_H_

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <new>
#include <system_error>

#include "futex.h"
#include "rlock.h"

using Duration = std::chrono::nanoseconds;
using TimePoint = std::chrono::steady_clock::time_point;

template <class L = RLock>
class Condition {
 public:
  Condition() : own_(std::make_unique<L>()), lock_(*own_) {}
  explicit Condition(L& lock) : lock_(lock) {}
  Condition(const Condition&) = delete;
  Condition& operator=(const Condition&) = delete;

  void lock() { lock_.lock(); }
  bool try_lock() { return lock_.try_lock(); }
  void unlock() { lock_.unlock(); }
  bool held_by_current_thread() const { return lock_.held_by_current_thread(); }

  bool wait() { return Sleep(TimePoint::max()); }
  bool wait_for(Duration duration) { return Sleep(In(duration)); }
  template <class Pred>
  bool wait(Pred pred) {
    MustOwn();
    while (!pred()) Sleep(TimePoint::max());
    return true;
  }
  template <class Pred>
  bool wait_for(Duration duration, Pred pred) {
    MustOwn();
    const TimePoint deadline = In(duration);
    while (!pred()) {
      if (!Sleep(deadline)) return pred();
    }
    return true;
  }

  void notify(int n = 1) {
    MustOwn();
    while (n > 0 && !queue_.empty()) {
      const std::shared_ptr<Node> node = queue_.front();
      queue_.pop_front();
      std::uint32_t expected = kWaiting;
      if (!node->state.compare_exchange_strong(expected, kPicked)) continue;  // has given up
      FutexWake(node->state, 1);
      --n;
    }
  }
  void notify_all() {
    MustOwn();
    notify(static_cast<int>(queue_.size()));
  }
  int waiters() const {
    MustOwn();
    return static_cast<int>(std::count_if(queue_.begin(), queue_.end(), [](const auto& node) {
      return node->state.load() == kWaiting;
    }));
  }
  void reinit() {
    lock_.reinit();
    new (&queue_) std::deque<std::shared_ptr<Node>>;
  }

 private:
  static constexpr std::uint32_t kWaiting = 0, kPicked = 1, kGone = 2;
  struct Node {
    std::atomic<std::uint32_t> state{kWaiting};
  };

  static TimePoint In(Duration duration) {
    const TimePoint now = std::chrono::steady_clock::now();
    if (duration > TimePoint::max() - now) return TimePoint::max();
    return now + duration;
  }
  void MustOwn() const {
    if (!lock_.held_by_current_thread())
      throw std::system_error(std::make_error_code(std::errc::operation_not_permitted));
  }

  int GiveUpAll() {
    int levels = 0;
    while (lock_.held_by_current_thread()) {
      lock_.unlock();
      ++levels;
    }
    return levels;
  }
  void TakeBack(int levels) {
    while (levels-- > 0) lock_.lock();
  }

  static bool Await(Node& node, TimePoint deadline) {
    for (int spin = 0; spin < 100; ++spin)
      if (node.state.load(std::memory_order_acquire) == kPicked) return true;
    while (node.state.load() == kWaiting && FutexWait(node.state, kWaiting, deadline)) {
    }
    std::uint32_t expected = kWaiting;
    return !node.state.compare_exchange_strong(expected, kGone);
  }

  bool Sleep(TimePoint deadline) {
    MustOwn();
    auto node = std::make_shared<Node>();
    queue_.push_back(node);
    const int levels = GiveUpAll();
    const bool picked = Await(*node, deadline);
    TakeBack(levels);
    if (!picked) {
      const auto at = std::find(queue_.begin(), queue_.end(), node);
      if (at != queue_.end()) queue_.erase(at);
    }
    return picked;
  }

  std::unique_ptr<L> own_;
  L& lock_;
  std::deque<std::shared_ptr<Node>> queue_;
};

#endif  // CHAPTERS_06_EVENTS_CONDITION_H_

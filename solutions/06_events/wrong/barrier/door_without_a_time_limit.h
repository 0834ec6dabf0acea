// Wrong: who comes while a round acts or drains waits at the door, and there no time limit is
// running: a slow action holds him up for as long as it likes.
#ifndef CHAPTERS_06_EVENTS_BARRIER_H_
#define CHAPTERS_06_EVENTS_BARRIER_H_

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>

using Duration = std::chrono::nanoseconds;
using TimePoint = std::chrono::steady_clock::time_point;

struct BrokenBarrier : std::runtime_error {
  BrokenBarrier() : std::runtime_error("the barrier is broken") {}
};

class Barrier {
 public:
  explicit Barrier(int parties, std::function<void()> action = {},
                   std::optional<Duration> timeout = {})
      : parties_(parties), action_(std::move(action)), timeout_(timeout) {
    if (parties < 1) throw std::invalid_argument("a barrier needs at least one party");
  }

  int wait() { return Wait(timeout_.value_or(Duration::max())); }
  int wait(Duration timeout) { return Wait(timeout); }

  void reset() {
    std::lock_guard lock(mutex_);
    broken_ = false;
    if (state_ == State::kFilling && count_ > 0) Enter(State::kResetting);
  }

  void abort() {
    std::lock_guard lock(mutex_);
    Break();
  }

  int parties() const { return parties_; }

  int n_waiting() const {
    std::lock_guard lock(mutex_);
    return state_ == State::kFilling && !broken_ ? count_ : 0;
  }

  bool broken() const {
    std::lock_guard lock(mutex_);
    return broken_;
  }

 private:
  // kFilling: threads come. kActing: the last has come and runs the action. kDraining: they leave.
  // kResetting: they leave with an exception.
  enum class State { kFilling, kActing, kDraining, kResetting };

  int Wait(Duration timeout) {
    const TimePoint deadline = DeadlineAfter(timeout);
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return broken_ || state_ == State::kFilling; });
    if (broken_) throw BrokenBarrier();
    const int index = count_++;
    const bool sound = count_ == parties_ ? RunAction(lock) : WaitForTheLast(lock, deadline);
    if (--count_ == 0) Enter(State::kFilling);
    if (!sound) throw BrokenBarrier();
    return index;
  }

  bool RunAction(std::unique_lock<std::mutex>& lock) {
    state_ = State::kActing;
    lock.unlock();
    try {
      if (action_) action_();
    } catch (...) {
      lock.lock();
      broken_ = true;
      Enter(--count_ == 0 ? State::kFilling : State::kResetting);
      throw;
    }
    lock.lock();
    Enter(State::kDraining);
    return true;
  }

  bool WaitForTheLast(std::unique_lock<std::mutex>& lock, TimePoint deadline) {
    if (!Sleep(lock, deadline, [this] { return state_ != State::kFilling; })) Break();
    changed_.wait(lock, [this] { return state_ != State::kActing; });
    return state_ == State::kDraining;
  }

  template <class Pred>
  bool Sleep(std::unique_lock<std::mutex>& lock, TimePoint deadline, Pred pred) {
    if (deadline != TimePoint::max()) return changed_.wait_until(lock, deadline, pred);
    changed_.wait(lock, pred);
    return true;
  }

  void Break() {
    broken_ = true;
    if (state_ == State::kFilling && count_ > 0) state_ = State::kResetting;
    changed_.notify_all();
  }

  void Enter(State state) {
    state_ = state;
    changed_.notify_all();
  }

  static TimePoint DeadlineAfter(Duration duration) {
    const TimePoint now = std::chrono::steady_clock::now();
    return duration > TimePoint::max() - now ? TimePoint::max() : now + duration;
  }

  const int parties_;
  const std::function<void()> action_;
  const std::optional<Duration> timeout_;

  mutable std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  State state_ = State::kFilling;
  bool broken_ = false;
  int count_ = 0;
};

#endif  // CHAPTERS_06_EVENTS_BARRIER_H_

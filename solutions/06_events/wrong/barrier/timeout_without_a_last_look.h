// Wrong: whose time is over breaks the barrier without a look at the round. The last may have come
// just before: he goes on, and the other is thrown out.
#ifndef CHAPTERS_06_EVENTS_BARRIER_H_
#define CHAPTERS_06_EVENTS_BARRIER_H_

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
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
  Barrier(const Barrier&) = delete;
  Barrier& operator=(const Barrier&) = delete;

  int wait() { return WaitUntil(timeout_ ? DeadlineAfter(*timeout_) : TimePoint::max()); }
  int wait(Duration timeout) { return WaitUntil(DeadlineAfter(timeout)); }

  void reset() {
    std::lock_guard lock(mutex_);
    ThrowOutWaiters();
    broken_ = false;
  }

  void abort() {
    std::lock_guard lock(mutex_);
    Break();
  }

  int parties() const { return parties_; }

  int n_waiting() const {
    std::lock_guard lock(mutex_);
    return round_->arrived;
  }

  bool broken() const {
    std::lock_guard lock(mutex_);
    return broken_;
  }

 private:
  // Every round is an object of its own, kept alive by those who are in it. Nobody of the next
  // round can touch its count or its outcome, however slowly its threads leave.
  struct Round {
    enum class State { kFilling, kFull, kPassed, kFailed };
    int arrived = 0;
    State state = State::kFilling;
  };
  using State = Round::State;

  static TimePoint DeadlineAfter(Duration duration) {
    const TimePoint now = std::chrono::steady_clock::now();
    return duration > TimePoint::max() - now ? TimePoint::max() : now + duration;
  }

  int WaitUntil(TimePoint deadline) {
    std::unique_lock lock(mutex_);
    if (broken_) throw BrokenBarrier();
    const std::shared_ptr<Round> round = round_;
    const int index = round->arrived++;
    if (round->arrived == parties_) {
      Complete(lock, *round);
    } else {
      Await(lock, *round, deadline);
    }
    return index;
  }

  // The last to come: runs the action and lets the others go.
  void Complete(std::unique_lock<std::mutex>& lock, Round& round) {
    round.state = State::kFull;
    changed_.notify_all();
    round_ = std::make_shared<Round>();  // who comes from now on belongs to the next round
    try {
      lock.unlock();
      if (action_) action_();
      lock.lock();
    } catch (...) {
      lock.lock();
      round.state = State::kFailed;
      Break();
      throw;
    }
    round.state = State::kPassed;
    changed_.notify_all();
  }

  void Await(std::unique_lock<std::mutex>& lock, Round& round, TimePoint deadline) {
    while (round.state == State::kFilling) {
      if (deadline == TimePoint::max()) {
        changed_.wait(lock);
      } else if (changed_.wait_until(lock, deadline) == std::cv_status::timeout) {
        Break();
        throw BrokenBarrier();
      }
    }
    // A full round has no time limit any more: all have come, and the action may take its time.
    changed_.wait(lock, [&] { return round.state != State::kFull; });
    if (round.state == State::kFailed) throw BrokenBarrier();
  }

  void Break() {
    broken_ = true;
    ThrowOutWaiters();
  }

  // Ends the round that is being filled. A full one is no longer round_: it is not touched.
  void ThrowOutWaiters() {
    round_->state = State::kFailed;
    round_ = std::make_shared<Round>();
    changed_.notify_all();
  }

  const int parties_;
  const std::function<void()> action_;
  const std::optional<Duration> timeout_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool broken_ = false;                                       // guarded by mutex_
  std::shared_ptr<Round> round_ = std::make_shared<Round>();  // the one being filled; also guarded
};

#endif  // CHAPTERS_06_EVENTS_BARRIER_H_

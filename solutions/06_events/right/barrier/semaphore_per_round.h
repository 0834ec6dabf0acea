// Right: every round is an object with a semaphore, on which its threads wait to be let go.
#ifndef CHAPTERS_06_EVENTS_BARRIER_H_
#define CHAPTERS_06_EVENTS_BARRIER_H_

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <semaphore>
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
    if (parties < 1) throw std::invalid_argument("parties < 1");
  }
  int wait() { return wait(timeout_.value_or(Duration::max())); }
  int parties() const { return parties_; }

  int wait(Duration timeout) {
    const TimePoint deadline = In(timeout);
    std::shared_ptr<Round> round;
    int index;
    {
      std::scoped_lock lock(mutex_);
      if (broken_) throw BrokenBarrier();
      round = now_;
      index = round->arrived++;
      if (round->arrived == parties_) now_ = std::make_shared<Round>();
    }
    if (index == parties_ - 1) {
      RunAction(*round);
      return index;
    }
    if (deadline == TimePoint::max()) {
      round->leave.acquire();
    } else if (!round->leave.try_acquire_until(deadline)) {
      OutOfTime(round);
      round->leave.acquire();  // full by now, or failed: somebody lets us go
    }
    std::scoped_lock lock(mutex_);
    if (round->failed) throw BrokenBarrier();
    return index;
  }
  void reset() {
    std::scoped_lock lock(mutex_);
    Fail();
    broken_ = false;
  }
  void abort() {
    std::scoped_lock lock(mutex_);
    broken_ = true;
    Fail();
  }
  int n_waiting() const {
    std::scoped_lock lock(mutex_);
    return now_->arrived;
  }
  bool broken() const {
    std::scoped_lock lock(mutex_);
    return broken_;
  }

 private:
  struct Round {
    int arrived = 0;
    bool failed = false;
    std::counting_semaphore<> leave{0};
  };
  void RunAction(Round& round) {
    try {
      if (action_) action_();
    } catch (...) {
      {
        std::scoped_lock lock(mutex_);
        round.failed = true;
        broken_ = true;
        Fail();
      }
      round.leave.release(parties_ - 1);
      throw;
    }
    round.leave.release(parties_ - 1);
  }
  void OutOfTime(const std::shared_ptr<Round>& round) {
    std::scoped_lock lock(mutex_);
    if (round != now_) return;
    broken_ = true;
    Fail();
  }
  void Fail() {
    now_->failed = true;
    now_->leave.release(now_->arrived);
    now_ = std::make_shared<Round>();
  }

  static TimePoint In(Duration d) {
    const TimePoint now = std::chrono::steady_clock::now();
    return d > TimePoint::max() - now ? TimePoint::max() : now + d;
  }

  const int parties_;
  const std::function<void()> action_;
  const std::optional<Duration> timeout_;

  mutable std::mutex mutex_;
  bool broken_ = false;
  std::shared_ptr<Round> now_ = std::make_shared<Round>();
};

#endif  // CHAPTERS_06_EVENTS_BARRIER_H_

// Right: a phase and the number of sighs, guarded by one condition; every change wakes everybody.
#ifndef CHAPTERS_06_EVENTS_BOSS_AND_WORKERS_H_
#define CHAPTERS_06_EVENTS_BOSS_AND_WORKERS_H_

#include <chrono>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

#include "condition.h"

enum class Line { kOvertime, kSigh, kMayGo, kOhYeah };

class Evening {
 public:
  Evening(int workers, std::function<void(int who, Line)> say)
      : workers_(CheckedCount(workers)), say_(std::move(say)) {}

  void Boss() {
    say_(kBoss, Line::kOvertime);
    const TimePoint announced = std::chrono::steady_clock::now();
    Enter(Phase::kOvertime);
    {
      std::lock_guard lock(changed_);
      changed_.wait([&] { return sighs_ == workers_; });
    }
    std::this_thread::sleep_until(announced + std::chrono::seconds(5));
    say_(kBoss, Line::kMayGo);
    Enter(Phase::kMayGo);
  }

  void Worker(int id) {
    if (id < 0 || id >= workers_) throw std::invalid_argument("no worker has this number");
    WaitFor(Phase::kOvertime);
    say_(id, Line::kSigh);
    const TimePoint sighed = std::chrono::steady_clock::now();
    {
      std::lock_guard lock(changed_);
      ++sighs_;
      changed_.notify_all();
    }
    WaitFor(Phase::kMayGo);
    std::this_thread::sleep_until(sighed + std::chrono::seconds(1));
    say_(id, Line::kOhYeah);
  }

 private:
  enum class Phase { kBefore, kOvertime, kMayGo };

  static constexpr int kBoss = -1;

  void Enter(Phase phase) {
    std::lock_guard lock(changed_);
    phase_ = phase;
    changed_.notify_all();
  }

  void WaitFor(Phase phase) {
    std::lock_guard lock(changed_);
    changed_.wait([&] { return phase_ >= phase; });
  }

  static int CheckedCount(int workers) {
    if (workers < 0) throw std::invalid_argument("fewer than no workers");
    return workers;
  }

  const int workers_;
  const std::function<void(int, Line)> say_;
  Condition<> changed_;
  Phase phase_ = Phase::kBefore;  // guarded by changed_
  int sighs_ = 0;                 // guarded by changed_
};

#endif  // CHAPTERS_06_EVENTS_BOSS_AND_WORKERS_H_

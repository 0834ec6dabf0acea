// Wrong: a phase, but each change of it wakes one thread only. The others sleep through it.
#ifndef CHAPTERS_06_EVENTS_BOSS_AND_WORKERS_H_
#define CHAPTERS_06_EVENTS_BOSS_AND_WORKERS_H_

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

enum class Line { kOvertime, kSigh, kMayGo, kOhYeah };

class Evening {
 public:
  Evening(int workers, std::function<void(int who, Line)> say)
      : workers_(CheckedCount(workers)), say_(std::move(say)) {}

  void Boss() {
    say_(kBoss, Line::kOvertime);
    const auto announced = std::chrono::steady_clock::now();
    Enter(Phase::kOvertime);
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return sighs_ == workers_; });
    }
    std::this_thread::sleep_until(announced + std::chrono::seconds(5));
    say_(kBoss, Line::kMayGo);
    Enter(Phase::kMayGo);
  }

  void Worker(int id) {
    if (id < 0 || id >= workers_) throw std::invalid_argument("no worker has this number");
    WaitFor(Phase::kOvertime);
    say_(id, Line::kSigh);
    const auto sighed = std::chrono::steady_clock::now();
    {
      std::unique_lock lock(mutex_);
      ++sighs_;
      changed_.notify_one();
    }
    WaitFor(Phase::kMayGo);
    std::this_thread::sleep_until(sighed + std::chrono::seconds(1));
    say_(id, Line::kOhYeah);
  }

 private:
  enum class Phase { kBefore, kOvertime, kMayGo };

  static constexpr int kBoss = -1;

  void Enter(Phase phase) {
    std::unique_lock lock(mutex_);
    phase_ = phase;
    changed_.notify_one();
  }

  void WaitFor(Phase phase) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return phase_ >= phase; });
  }

  static int CheckedCount(int workers) {
    if (workers < 0) throw std::invalid_argument("fewer than no workers");
    return workers;
  }

  const int workers_;
  const std::function<void(int, Line)> say_;
  std::mutex mutex_;
  std::condition_variable changed_;
  Phase phase_ = Phase::kBefore;  // guarded by mutex_
  int sighs_ = 0;                 // guarded by mutex_
};

#endif  // CHAPTERS_06_EVENTS_BOSS_AND_WORKERS_H_

// Wrong: a mutex is held while a line is said, so the workers have to sigh one after another.
#ifndef CHAPTERS_06_EVENTS_BOSS_AND_WORKERS_H_
#define CHAPTERS_06_EVENTS_BOSS_AND_WORKERS_H_

#include <chrono>
#include <functional>
#include <latch>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

#include "event.h"

enum class Line { kOvertime, kSigh, kMayGo, kOhYeah };

class Evening {
 public:
  Evening(int workers, std::function<void(int who, Line)> say)
      : workers_(CheckedCount(workers)), say_(std::move(say)), sighs_to_come_(workers) {}

  void Boss() {
    say_(kBoss, Line::kOvertime);
    const TimePoint announced = std::chrono::steady_clock::now();
    overtime_.set();
    // Time alone proves nothing: a worker may still be on the way. So ask for both.
    sighs_to_come_.wait();
    std::this_thread::sleep_until(announced + std::chrono::seconds(5));
    say_(kBoss, Line::kMayGo);
    may_go_.set();
  }

  void Worker(int id) {
    if (id < 0 || id >= workers_) throw std::invalid_argument("no worker has this number");
    overtime_.wait();
    Say(id, Line::kSigh);
    const TimePoint sighed = std::chrono::steady_clock::now();
    sighs_to_come_.count_down();
    // An event of its own: nobody has to lower a flag that somebody else still waits for.
    may_go_.wait();
    std::this_thread::sleep_until(sighed + std::chrono::seconds(1));
    Say(id, Line::kOhYeah);
  }

 private:
  static constexpr int kBoss = -1;

  void Say(int who, Line line) {
    std::lock_guard lock(mutex_);
    say_(who, line);
  }

  static int CheckedCount(int workers) {
    if (workers < 0) throw std::invalid_argument("fewer than no workers");
    return workers;
  }

  const int workers_;
  const std::function<void(int, Line)> say_;
  std::mutex mutex_;
  Event overtime_;
  std::latch sighs_to_come_;
  Event may_go_;
};

#endif  // CHAPTERS_06_EVENTS_BOSS_AND_WORKERS_H_

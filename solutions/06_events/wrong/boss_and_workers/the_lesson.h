// Wrong: one event for two happenings, and an order that rests on sleeps. A worker who comes late
// sighs when the others have gone home, and his clear() wipes out the second set().
#ifndef CHAPTERS_06_EVENTS_BOSS_AND_WORKERS_H_
#define CHAPTERS_06_EVENTS_BOSS_AND_WORKERS_H_

#include <chrono>
#include <functional>
#include <stdexcept>
#include <thread>
#include <utility>

#include "event.h"

enum class Line { kOvertime, kSigh, kMayGo, kOhYeah };

class Evening {
 public:
  Evening(int workers, std::function<void(int who, Line)> say)
      : workers_(CheckedCount(workers)), say_(std::move(say)) {}

  void Boss() {
    say_(kBoss, Line::kOvertime);
    event_.set();
    std::this_thread::sleep_for(std::chrono::seconds(5));
    say_(kBoss, Line::kMayGo);
    event_.set();
  }

  void Worker(int id) {
    if (id < 0 || id >= workers_) throw std::invalid_argument("no worker has this number");
    event_.wait();
    say_(id, Line::kSigh);
    std::this_thread::sleep_for(std::chrono::seconds(1));
    event_.clear();
    event_.wait();
    say_(id, Line::kOhYeah);
  }

 private:
  static constexpr int kBoss = -1;

  static int CheckedCount(int workers) {
    if (workers < 0) throw std::invalid_argument("fewer than no workers");
    return workers;
  }

  const int workers_;
  const std::function<void(int, Line)> say_;
  Event event_;
};

#endif  // CHAPTERS_06_EVENTS_BOSS_AND_WORKERS_H_

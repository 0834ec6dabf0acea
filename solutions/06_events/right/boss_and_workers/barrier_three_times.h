// Right: the boss and all workers meet at a barrier three times: after the announcement, after the
// sighs, and after the boss's second line.
#ifndef CHAPTERS_06_EVENTS_BOSS_AND_WORKERS_H_
#define CHAPTERS_06_EVENTS_BOSS_AND_WORKERS_H_

#include <barrier>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <thread>
#include <utility>

enum class Line { kOvertime, kSigh, kMayGo, kOhYeah };

class Evening {
 public:
  Evening(int workers, std::function<void(int who, Line)> say)
      : workers_(CheckedCount(workers)), say_(std::move(say)), together_(workers + 1) {}

  void Boss() {
    say_(kBoss, Line::kOvertime);
    const auto announced = std::chrono::steady_clock::now();
    together_.arrive_and_wait();
    together_.arrive_and_wait();  // all have sighed
    std::this_thread::sleep_until(announced + std::chrono::seconds(5));
    say_(kBoss, Line::kMayGo);
    together_.arrive_and_wait();
  }

  void Worker(int id) {
    if (id < 0 || id >= workers_) throw std::invalid_argument("no worker has this number");
    together_.arrive_and_wait();
    say_(id, Line::kSigh);
    const auto sighed = std::chrono::steady_clock::now();
    together_.arrive_and_wait();
    together_.arrive_and_wait();  // the boss has let us go
    std::this_thread::sleep_until(sighed + std::chrono::seconds(1));
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
  std::barrier<> together_;
};

#endif  // CHAPTERS_06_EVENTS_BOSS_AND_WORKERS_H_

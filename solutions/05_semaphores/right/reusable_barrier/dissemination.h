// RIGHT: no turnstile and no last one. In each step everybody tells one other that he has come, and
// waits to be told by another, at a distance that doubles: after log2(parties) steps each knows of
// all. Two sets of semaphores, for the even rounds and the odd ones.
// After Hensgen, Finkel and Manber, "Two Algorithms for Barrier Synchronization" (1988).
#ifndef CHAPTERS_05_SEMAPHORES_REUSABLE_BARRIER_H_
#define CHAPTERS_05_SEMAPHORES_REUSABLE_BARRIER_H_

#include <memory>
#include <stdexcept>
#include <vector>

#include "semaphore.h"

class TurnstileBarrier {
 public:
  explicit TurnstileBarrier(int parties) : parties_(parties) {
    if (parties < 1) throw std::invalid_argument("a barrier is for one thread at least");
    int steps = 0;
    while ((1 << steps) < parties) ++steps;
    for (Told& told : told_) {
      for (int i = 0; i < steps * parties; ++i) told.push_back(std::make_unique<Semaphore>(0));
    }
  }

  int Wait() {
    const auto [index, parity] = Come();
    const Told& told = told_[parity];
    for (int step = 0, distance = 1; distance < parties_; ++step, distance *= 2) {
      told[step * parties_ + (index + distance) % parties_]->release();
      told[step * parties_ + index]->acquire();
    }
    return index;
  }

 private:
  using Told = std::vector<std::unique_ptr<Semaphore>>;  // one for each party in each step
  struct Place {
    int index;
    int parity;
  };

  Place Come() {
    SemaphoreGuard guard(count_permit_);
    const long number = came_++;
    return {static_cast<int>(number % parties_), static_cast<int>(number / parties_ % 2)};
  }

  const int parties_;
  Semaphore count_permit_{1};
  long came_ = 0;  // for the holder of count_permit_
  Told told_[2];
};

#endif  // CHAPTERS_05_SEMAPHORES_REUSABLE_BARRIER_H_

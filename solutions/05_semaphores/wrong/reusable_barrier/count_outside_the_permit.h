// WRONG: raises the count before it has the permit that guards it.
// Two threads write it at the same time: a data race, and one of the two may not be counted.
#ifndef CHAPTERS_05_SEMAPHORES_REUSABLE_BARRIER_H_
#define CHAPTERS_05_SEMAPHORES_REUSABLE_BARRIER_H_

#include <stdexcept>

#include "semaphore.h"

class TurnstileBarrier {
 public:
  explicit TurnstileBarrier(int parties) : parties_(parties) {
    if (parties < 1) throw std::invalid_argument("a barrier is for one thread at least");
  }

  int Wait() {
    const int index = Come();
    all_came_.acquire();
    Go();
    all_went_.acquire();
    return index;
  }

 private:
  int Come() {
    const int index = count_++;
    SemaphoreGuard guard(count_permit_);
    if (count_ == parties_) all_came_.release(parties_);
    return index;
  }

  void Go() {
    SemaphoreGuard guard(count_permit_);
    --count_;
    if (count_ == 0) all_went_.release(parties_);
  }

  const int parties_;
  Semaphore count_permit_{1};
  int count_ = 0;  // who are between Come and Go; for the holder of count_permit_
  Semaphore all_came_{0};
  Semaphore all_went_{0};
};

#endif  // CHAPTERS_05_SEMAPHORES_REUSABLE_BARRIER_H_

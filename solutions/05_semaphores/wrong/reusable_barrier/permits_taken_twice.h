// WRONG: the last one gives as many permits as there are parties, on one turnstile for all rounds.
// A fast thread comes round and takes the permit that is meant for a slow one.
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
    return index;
  }

 private:
  int Come() {
    SemaphoreGuard guard(count_permit_);
    const int index = count_++;  // read here: after the guard the count belongs to others
    if (count_ == parties_) {
      count_ = 0;
      all_came_.release(parties_);
    }
    return index;
  }

  const int parties_;
  Semaphore count_permit_{1};
  int count_ = 0;  // who are between Come and Go; for the holder of count_permit_
  Semaphore all_came_{0};
};

#endif  // CHAPTERS_05_SEMAPHORES_REUSABLE_BARRIER_H_

// A meeting of threads, round after round, of semaphores alone.
//
// Thread safety: Wait is for `parties` threads, always the same ones.
#ifndef CHAPTERS_05_SEMAPHORES_REUSABLE_BARRIER_H_
#define CHAPTERS_05_SEMAPHORES_REUSABLE_BARRIER_H_

#include <stdexcept>

#include "semaphore.h"

class TurnstileBarrier {
 public:
  explicit TurnstileBarrier(int parties) : parties_(parties) {
    if (parties < 1) throw std::invalid_argument("a barrier is for one thread at least");
  }

  // Two turnstiles one behind the other. The first opens when all have come; the second when all
  // have passed the first. With one alone a fast thread would come round and pass it once more,
  // with a permit that is meant for a slow one.
  int Wait() {
    const int index = Come();
    all_came_.acquire();
    Go();
    all_went_.acquire();
    return index;
  }

 private:
  int Come() {
    SemaphoreGuard guard(count_permit_);
    const int index = count_++;  // read here: after the guard the count belongs to others
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

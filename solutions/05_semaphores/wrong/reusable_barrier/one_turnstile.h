// WRONG: one turnstile, which the last to come opens and the last to go shuts.
// While it is open a fast thread comes round and passes it again: it laps the slow ones.
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
    PassOn(entrance_);
    Go();
    return index;
  }

 private:
  static void PassOn(Semaphore& turnstile) {
    turnstile.acquire();
    turnstile.release();
  }

  int Come() {
    SemaphoreGuard guard(count_permit_);
    const int index = count_++;
    if (count_ == parties_) entrance_.release();
    return index;
  }

  void Go() {
    SemaphoreGuard guard(count_permit_);
    if (--count_ == 0) entrance_.acquire();
  }

  const int parties_;
  Semaphore count_permit_{1};
  int count_ = 0;
  Semaphore entrance_{0};
};

#endif  // CHAPTERS_05_SEMAPHORES_REUSABLE_BARRIER_H_

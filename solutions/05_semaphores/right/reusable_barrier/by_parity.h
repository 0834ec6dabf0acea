// RIGHT: two sets of count and semaphore, one for the even rounds and one for the odd ones. Nobody
// can come to round r + 2 before all have left round r: they must have come to r + 1.
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
    count_permit_.acquire();
    Round& round = rounds_[parity_];
    const int index = round.count++;
    if (index + 1 < parties_) {
      count_permit_.release();
      round.all_came.acquire();
      return index;
    }
    round.count = 0;
    parity_ = 1 - parity_;
    round.all_came.release(parties_);  // one of them for this thread
    round.all_came.acquire();
    count_permit_.release();
    return index;
  }

 private:
  struct Round {
    int count = 0;
    Semaphore all_came{0};
  };

  const int parties_;
  Semaphore count_permit_{1};  // guards parity_ and the counts
  int parity_ = 0;
  Round rounds_[2];
};

#endif  // CHAPTERS_05_SEMAPHORES_REUSABLE_BARRIER_H_

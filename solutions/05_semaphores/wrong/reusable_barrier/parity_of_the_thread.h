// WRONG: every thread remembers whether its next round is even, for all barriers together.
// Who comes from another barrier is in the wrong round and waits at the wrong semaphore.
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
    thread_local int parity = 0;
    count_permit_.acquire();
    Round& round = rounds_[parity];
    parity = 1 - parity;
    const int index = round.count++;
    if (index + 1 < parties_) {
      count_permit_.release();
      round.all_came.acquire();
      return index;
    }
    round.count = 0;
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
  Semaphore count_permit_{1};  // guards the counts
  Round rounds_[2];
};

#endif  // CHAPTERS_05_SEMAPHORES_REUSABLE_BARRIER_H_

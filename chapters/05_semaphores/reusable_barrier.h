// A meeting of threads, round after round, of semaphores alone.
//
// Thread safety: Wait is for `parties` threads, always the same ones.
#ifndef CHAPTERS_05_SEMAPHORES_REUSABLE_BARRIER_H_
#define CHAPTERS_05_SEMAPHORES_REUSABLE_BARRIER_H_

#include "checker/testing/not_written_yet.h"
#include "semaphore.h"  // given: Semaphore and SemaphoreGuard, complete

class TurnstileBarrier {
 public:
  // For `parties` threads. Throws std::invalid_argument when that is less than one.
  // TODO: refuse what is below 1; one permit guards a count, others are for those who wait.
  explicit TurnstileBarrier(int /*parties*/) {}

  // Waits until all parties have come to this round; what any of them wrote before can be read
  // afterwards. Returns 0 to parties - 1, to each a different number in each round. May be called
  // again at once: a fast thread is then in the next round and does not disturb this one.
  // TODO: count those who come; the last one lets them all on, and must not let anybody on twice.
  int Wait() { checker::NotWrittenYet("one turnstile for coming, another one for going"); }
};

#endif  // CHAPTERS_05_SEMAPHORES_REUSABLE_BARRIER_H_

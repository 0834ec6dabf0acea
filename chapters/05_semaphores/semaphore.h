// A count of permits, made of a mutex and a condition.
//
// Thread safety: every function may be called by any thread; a permit belongs to nobody, so whoever
// likes may release it.
#ifndef CHAPTERS_05_SEMAPHORES_SEMAPHORE_H_
#define CHAPTERS_05_SEMAPHORES_SEMAPHORE_H_

#include <chrono>
#include <cstddef>

#include "checker/testing/not_written_yet.h"

class Semaphore {
 public:
  // Starts with `initial` permits. Throws std::invalid_argument when that is below 0.
  // TODO: refuse what is below 0, keep the count.
  explicit Semaphore(std::ptrdiff_t /*initial*/ = 1) {}
  Semaphore(const Semaphore&) = delete;
  Semaphore& operator=(const Semaphore&) = delete;

  // Waits until a permit is free and takes it. What was written before the release that made it
  // free can be read afterwards. No order among those who wait is promised.
  // TODO: wait while there is no permit, then take one.
  void acquire() { checker::NotWrittenYet("wait in a loop until the count is above 0"); }

  // Takes a permit if one is free; never waits, and never fails while one is free.
  // TODO: look and take in one step.
  bool try_acquire() { checker::NotWrittenYet("look and take under one lock"); }

  // Waits for a permit as long as `limit`: false if there was none. Any limit takes a permit that
  // is free at once; zero or less does not wait; duration::max() waits for ever.
  // TODO: make one point in time of it (mind the overflow) and wait until then.
  template <class Rep, class Period>
  bool try_acquire_for(std::chrono::duration<Rep, Period> /*limit*/) {
    checker::NotWrittenYet("turn the duration into one deadline, then wait until that");
  }

  // The same, until a point in time.
  // TODO: wait until there is a permit or the time is up.
  bool try_acquire_until(std::chrono::steady_clock::time_point /*deadline*/) {
    checker::NotWrittenYet("report whether a permit was taken, not whether the time is up");
  }

  // Gives n permits: n of those who wait get on without a further call. Throws
  // std::invalid_argument for n < 1 and std::overflow_error when the count can't hold that many.
  // TODO: raise the count and wake as many as can get on.
  void release(std::ptrdiff_t /*n*/ = 1) { checker::NotWrittenYet("raise the count, wake n"); }

  // How many permits are free at this moment; never below 0.
  // TODO: read the count as carefully as you write it.
  std::ptrdiff_t value() const { checker::NotWrittenYet("the count is shared, even for reading"); }
};

// Takes a permit when made and gives it back when its block ends, also by an exception.
class SemaphoreGuard {
 public:
  // TODO: acquire here, release in the destructor.
  explicit SemaphoreGuard(Semaphore&) {
    checker::NotWrittenYet("acquire here, release at the end");
  }
  SemaphoreGuard(const SemaphoreGuard&) = delete;
  SemaphoreGuard& operator=(const SemaphoreGuard&) = delete;
};

#endif  // CHAPTERS_05_SEMAPHORES_SEMAPHORE_H_

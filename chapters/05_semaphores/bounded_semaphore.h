// A semaphore that never holds more permits than it started with.
//
// Thread safety: every function may be called by any thread.
#ifndef CHAPTERS_05_SEMAPHORES_BOUNDED_SEMAPHORE_H_
#define CHAPTERS_05_SEMAPHORES_BOUNDED_SEMAPHORE_H_

#include <chrono>
#include <cstddef>

#include "checker/testing/not_written_yet.h"
#include "semaphore.h"  // given: Semaphore, complete

class BoundedSemaphore {
 public:
  // Starts with `initial` permits and never has more. Throws std::invalid_argument below 0.
  // TODO: keep the bound, and the permits in a Semaphore that nobody else can reach.
  explicit BoundedSemaphore(std::ptrdiff_t /*initial*/ = 1) {}

  // As Semaphore's.
  // TODO: pass it on.
  void acquire() { checker::NotWrittenYet("let the Semaphore do it"); }

  // As Semaphore's.
  // TODO: pass it on.
  bool try_acquire() { checker::NotWrittenYet("let the Semaphore do it"); }

  // As Semaphore's.
  // TODO: pass it on.
  template <class Rep, class Period>
  bool try_acquire_for(std::chrono::duration<Rep, Period> /*limit*/) {
    checker::NotWrittenYet("let the Semaphore do it");
  }

  // As Semaphore's.
  // TODO: pass it on.
  bool try_acquire_until(std::chrono::steady_clock::time_point /*deadline*/) {
    checker::NotWrittenYet("let the Semaphore do it");
  }

  // Gives n permits back. Throws std::invalid_argument for n < 1 and std::logic_error when there
  // would be more than `initial`: then it gives none back. Of several releases that race for the
  // last place, exactly those that fit succeed.
  // TODO: check and change in one step.
  void release(std::ptrdiff_t /*n*/ = 1) {
    checker::NotWrittenYet("nobody may come between the check and the change");
  }

  // How many permits are free at this moment: 0 to initial().
  // TODO: pass it on.
  std::ptrdiff_t value() const { checker::NotWrittenYet("let the Semaphore do it"); }

  // How many permits it started with.
  // TODO: remember it.
  std::ptrdiff_t initial() const { checker::NotWrittenYet("the bound, which never changes"); }
};

#endif  // CHAPTERS_05_SEMAPHORES_BOUNDED_SEMAPHORE_H_

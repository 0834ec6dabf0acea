// Exercise 5: a barrier with an action and time limits, as Python's threading.Barrier.
//
// Thread safety: every function may be called by any thread.
#ifndef CHAPTERS_06_EVENTS_BARRIER_H_
#define CHAPTERS_06_EVENTS_BARRIER_H_

#include <chrono>
#include <functional>
#include <optional>
#include <stdexcept>

#include "checker/testing/not_written_yet.h"
#include "condition.h"  // or "event.h", or the standard's own

// Thrown to those who wait at a barrier that will not open.
struct BrokenBarrier : std::runtime_error {
  BrokenBarrier() : std::runtime_error("the barrier is broken") {}
};

class Barrier {
 public:
  // Opens whenever `parties` threads wait; fewer than 1 throws std::invalid_argument. `action` is
  // run once a round, by the last to come; `timeout` is for a wait() without one of its own.
  explicit Barrier(int /*parties*/, std::function<void()> /*action*/ = {},
                   std::optional<Duration> /*timeout*/ = {}) {
    // TODO: keep all three.
  }

  // Waits until the round is full and its action has run. Returns each of 0..parties-1 once a
  // round. Throws BrokenBarrier when the barrier is or gets broken, which a time limit that runs
  // out before the round is full also does. What the action throws goes to the thread that ran it.
  int wait() {
    // TODO: the same as below, with the constructor's time limit, if there is one.
    checker::NotWrittenYet("Write wait(Duration) first.");
  }
  int wait(Duration) {
    // TODO: join the round; the last one runs the action without the lock, then wakes the others.
    checker::NotWrittenYet("How does a slow thread of this round tell it from the next?");
  }

  // Throws out those who wait for the round to fill; the barrier is empty and sound then.
  void reset() {
    // TODO: end the round that is being filled.
    checker::NotWrittenYet("Those who wait must see that their round has failed.");
  }

  // Breaks the barrier: those who wait for the round to fill, and all to come, get BrokenBarrier.
  void abort() {
    // TODO: break the barrier.
    checker::NotWrittenYet("The same as when a time limit runs out.");
  }

  int parties() const { checker::NotWrittenYet("The number given to the constructor."); }

  // How many have come to the round that is being filled; 0 when broken.
  int n_waiting() const { checker::NotWrittenYet("Read the count, with the lock held."); }

  bool broken() const { checker::NotWrittenYet("Read the state, with the lock held."); }
};

#endif  // CHAPTERS_06_EVENTS_BARRIER_H_

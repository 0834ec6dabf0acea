// Exercise 1: a flag that threads can wait for, as Python's threading.Event.
//
// Thread safety: every function may be called by any thread, except reinit().
#ifndef CHAPTERS_06_EVENTS_EVENT_H_
#define CHAPTERS_06_EVENTS_EVENT_H_

#include <chrono>

#include "checker/testing/not_written_yet.h"

using Duration = std::chrono::nanoseconds;
using TimePoint = std::chrono::steady_clock::time_point;

class Event {
 public:
  // Whether the flag is up. Who sees true also sees all that was written before set().
  bool is_set() const {
    // TODO: say whether the flag is up.
    checker::NotWrittenYet("Keep a flag and a mutex that guards it.");
  }

  // Raises the flag and lets go every thread that waits, even if clear() follows at once.
  void set() {
    // TODO: raise the flag and wake everybody.
    checker::NotWrittenYet("Raise the flag under the mutex, then wake all who wait.");
  }

  // Lowers the flag. Takes nobody back who has been let go.
  void clear() {
    // TODO: lower the flag.
    checker::NotWrittenYet("Lower the flag under the mutex.");
  }

  // Returns true once the flag is up, or was raised after the call began.
  bool wait() {
    // TODO: wait for the flag, or for a set() that a clear() has hidden again.
    checker::NotWrittenYet("How does a waiter learn of a set() when the flag is down again?");
  }

  // The same, but false if `duration` passes first. Zero or less looks and does not wait;
  // Duration::max() waits for ever.
  bool wait_for(Duration) {
    // TODO: one deadline for the whole call, with care for now + Duration::max().
    checker::NotWrittenYet("Turn the duration into a deadline once, then wait until then.");
  }

  // The same with a point of time as the limit; TimePoint::max() is for ever.
  bool wait_until(TimePoint) {
    // TODO: wait with a deadline.
    checker::NotWrittenYet("After the deadline, look once more whether you were let go.");
  }

  // For the child of a fork, where no other thread exists: as new, but the flag stays as it is.
  void reinit() {
    // TODO: build the mutex and the condition anew, in place, without locking anything.
    checker::NotWrittenYet("Nobody is left who could unlock the old mutex.");
  }
};

#endif  // CHAPTERS_06_EVENTS_EVENT_H_

// Exercise 1: one lock for a whole interpreter, as CPython's global interpreter lock.
//
// Thread safety: every method may be called by any thread. Whoever destroys it sees to it that
// nobody holds it or waits for it.
#ifndef CHAPTERS_03_GIL_GIL_H_
#define CHAPTERS_03_GIL_GIL_H_

#include <chrono>
#include <cstdint>

#include "checker/testing/not_written_yet.h"

class Gil {
 public:
  // Free at first. `interval` is how long a waiter lets the holder be before it asks for the lock;
  // zero or less throws std::invalid_argument.
  explicit Gil(std::chrono::microseconds /*interval*/ = std::chrono::milliseconds(5)) {
    // TODO: check and keep the interval.
  }
  Gil(const Gil&) = delete;
  Gil& operator=(const Gil&) = delete;

  // Takes the lock; sleeps while another thread has it. Who comes next is open. Each time that one
  // interval of waiting is over: if switches() is what it was when that interval began, the waiter
  // raises the drop request; in any case the next interval begins. A wake-up for no reason neither
  // ends an interval nor starts it anew. Taking clears the request. The new holder sees all that
  // earlier holders wrote. By the holder itself: throws std::system_error
  // (resource_deadlock_would_occur), and nothing changes.
  void Acquire() {
    // TODO: wait, ask when an interval has passed, take.
    checker::NotWrittenYet("Wait with a deadline; when it is over, look whether anybody switched.");
  }

  // Lets go. If the drop request is raised at this moment, this thread does not hold the lock again
  // before another thread has held it, whichever calls it comes by (forced switching); whether
  // Release or the next Acquire waits for that is open. Otherwise Release does not wait. By anybody
  // but the holder: throws std::system_error (operation_not_permitted), and nothing changes.
  void Release() {
    // TODO: free the lock and wake a waiter; remember whether you were asked.
    checker::NotWrittenYet("A bool, a mutex that guards it, a condition for those who wait.");
  }

  // False at once if no drop is requested. Otherwise lets go, takes the lock again after another
  // thread has held it, and returns true. REQUIRES: the caller holds the lock.
  bool YieldIfRequested() {
    // TODO: look; if asked, hand on and retake.
    checker::NotWrittenYet("Write Acquire and Release first: this is both, if asked.");
  }

  // Whether somebody who waits has asked the holder to let go: one read of an atomic, no lock.
  bool drop_requested() const {
    // TODO: read the request.
    checker::NotWrittenYet("Read while others write: which kind of member allows that?");
  }

  // Whether the calling thread has the lock now.
  bool held_by_current_thread() const {
    // TODO: compare the holder with yourself.
    checker::NotWrittenYet("Strangers ask while the holder changes: it can't be a plain member.");
  }

  // How often a thread has taken the lock that was not the last one to hold it. The first taking of
  // all is none: nobody had held it before.
  std::uint64_t switches() const {
    // TODO: read the count.
    checker::NotWrittenYet("Count in Acquire, when you are not the one who held it last.");
  }
};

#endif  // CHAPTERS_03_GIL_GIL_H_

// Exercise 2: a condition over a lock, as Python's threading.Condition.
//
// Thread safety: lock(), try_lock() and held_by_current_thread() may be called by any thread, the
// others by the thread that holds the lock, reinit() by the only thread of the process.
#ifndef CHAPTERS_06_EVENTS_CONDITION_H_
#define CHAPTERS_06_EVENTS_CONDITION_H_

#include <chrono>

#include "checker/testing/not_written_yet.h"
#include "rlock.h"

using Duration = std::chrono::nanoseconds;

// L has lock(), try_lock(), unlock(), held_by_current_thread() and reinit().
template <class L = RLock>
class Condition {
 public:
  // TODO: make a lock of your own here, or remember the one that was given.
  Condition() {}             // over a lock of its own
  explicit Condition(L&) {}  // over a lock that several conditions may share

  // The five calls of the lock, passed on.
  void lock() { checker::NotWrittenYet("Pass lock() on to the lock."); }
  bool try_lock() { checker::NotWrittenYet("Pass try_lock() on to the lock."); }
  void unlock() { checker::NotWrittenYet("Pass unlock() on to the lock."); }
  bool held_by_current_thread() const { checker::NotWrittenYet("Ask the lock."); }

  // Gives the lock up at every level, waits until notified, and returns true with all levels held
  // again. This and all that follows throws std::system_error if the caller does not hold the lock.
  bool wait() {
    // TODO: enter the list of those who wait, give up the lock, sleep, take the lock back.
    checker::NotWrittenYet("Be in the list before the lock is free.");
  }

  // The same with a time limit: false if nobody picked this thread. Zero or less does not block.
  bool wait_for(Duration) {
    // TODO: the same with a deadline.
    checker::NotWrittenYet("Having the lock back, see whether a notify has picked you after all.");
  }

  // Waits until pred(), called with the lock held, is true.
  template <class Pred>
  bool wait(Pred) {
    // TODO: wait in a loop.
    checker::NotWrittenYet("While the predicate is false, wait().");
  }

  // The same with one deadline for all; returns what the predicate said last.
  template <class Pred>
  bool wait_for(Duration, Pred) {
    // TODO: wait in a loop, with one deadline.
    checker::NotWrittenYet("Work out the deadline once, before the loop.");
  }

  // Picks n of those who wait at this moment, or all if there are fewer; none that comes later.
  void notify([[maybe_unused]] int n = 1) {
    // TODO: take n waiters off the list and wake each of them.
    checker::NotWrittenYet("Take a waiter off the list, mark him as picked, wake him.");
  }
  void notify_all() { checker::NotWrittenYet("Notify as many as wait."); }

  // How many wait and have not been picked yet.
  int waiters() const { checker::NotWrittenYet("Count those in the list."); }

  // For the child of a fork, where no other thread exists: nobody waits, the lock is as new.
  void reinit() { checker::NotWrittenYet("Call the lock's reinit() and forget the list."); }
};

#endif  // CHAPTERS_06_EVENTS_CONDITION_H_

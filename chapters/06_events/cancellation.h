// Exercise 6: asking threads to stop, wherever they are.
//
// Thread safety: every function may be called by any thread. Callbacks run in the thread that
// cancels, without any lock held, and do not throw.
#ifndef CHAPTERS_06_EVENTS_CANCELLATION_H_
#define CHAPTERS_06_EVENTS_CANCELLATION_H_

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "checker/testing/not_written_yet.h"
#include "event.h"  // or "condition.h", or the standard's own; but not std::stop_token

// Handed to those who may be asked to stop; can be copied, and may outlive its source.
class CancelToken {
 public:
  bool cancelled() const { checker::NotWrittenYet("Ask what source and tokens share."); }

  // Sleeps until cancelled or until the time is over; returns cancelled().
  bool WaitFor(Duration) const {
    // TODO: sleep so that Cancel() can wake you.
    checker::NotWrittenYet("An Event, perhaps?");
  }
};

// Held by who may ask for the stop.
class CancelSource {
 public:
  CancelSource() {}
  // A child: cancelled with its parent (now, if that is so already) while this object lives.
  explicit CancelSource(CancelToken) {
    // TODO: a callback on the parent.
  }
  CancelSource(const CancelSource&) = delete;
  CancelSource& operator=(const CancelSource&) = delete;

  CancelToken token() const { checker::NotWrittenYet("What do source and token share?"); }

  // The first caller wakes all waiters, runs all callbacks, and then gets true; any other gets
  // false at once.
  bool Cancel() {
    // TODO: mark, wake, and run the callbacks one by one, with no lock held.
    checker::NotWrittenYet("Take a callback off the list, let go of the lock, then run it.");
  }
};

// Runs f() when the token is cancelled, at once if it is already. After the destructor f does not
// run: it waits for a running f, except when f itself destroys its callback.
template <class F>
class CancelCallback {
 public:
  CancelCallback(CancelToken, F) { checker::NotWrittenYet("Enter the list, or call f now."); }
  ~CancelCallback() {
    // TODO: leave the list; if f is running in another thread, wait until it has returned.
  }
  CancelCallback(const CancelCallback&) = delete;
  CancelCallback& operator=(const CancelCallback&) = delete;
};

// Called and left with the lock held: waits until pred() is true or the token cancelled; returns
// what pred() said last. Who calls Cancel() must not hold that lock's mutex.
template <class Pred>
bool CancellableWait(std::condition_variable&, std::unique_lock<std::mutex>&, CancelToken, Pred) {
  // TODO: a callback that wakes the condition. Which locks are held when it is made and destroyed?
  checker::NotWrittenYet("The callback has to take the waiter's mutex for a moment. Why?");
}

#endif  // CHAPTERS_06_EVENTS_CANCELLATION_H_

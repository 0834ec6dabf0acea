// Exercise 5: a function that runs later, unless it is cancelled first, as Python's Timer.
//
// Given: thread.h, the reference of exercise 1. As any Thread, a timer lives in a std::shared_ptr
// and, once started, goes on when all other handles are dropped.
//
// Thread safety: every function may be called by any thread, Cancel also by the timer's function.
#ifndef CHAPTERS_02_THREADS_TIMER_H_
#define CHAPTERS_02_THREADS_TIMER_H_

#include <functional>
#include <utility>

#include "checker/testing/not_written_yet.h"
#include "thread.h"

class Timer : public Thread {
 public:
  // Nothing runs yet. REQUIRES: `function` is not empty.
  //
  // Given: `function` is the thread's target. So Thread::Run() calls it, what it throws arrives in
  // exception(), and it is destroyed before Join returns, whether it ran or not.
  Timer(Duration interval, std::function<void()> function)
      : Thread(std::move(function)), interval_(interval) {}

  // Returns true if the function has not begun, and then it never will; false if it has begun (it
  // may be running or over). So all calls before the function begins return true, all later ones
  // false, and a call made by the function false. May be called at any time: before Start (the
  // timer may still be started, and ends without firing), after the end, more than once. Waits
  // for nothing, not for a running function either. A cancelled timer that was started ends at
  // once.
  bool Cancel() {
    // TODO: decide whether the function may still begin, and wake the timer.
    checker::NotWrittenYet("Waiting, fired, cancelled: who takes which step, and how is it one?");
  }

  // The timer's thread: calls the function once when `interval` has passed since Start, by the
  // steady clock: never earlier, and at once then (if it isn't cancelled). Zero or less is at once;
  // Duration::max() is never: such a timer waits for a Cancel. No lock is held in the function.
  void Run() override {
    // TODO: wait for the deadline or for Cancel; call Thread::Run() only if the function may begin.
    checker::NotWrittenYet("The end of the time and a Cancel may come at the same moment.");
  }

 private:
  [[maybe_unused]] const Duration interval_;
};

#endif  // CHAPTERS_02_THREADS_TIMER_H_

// Exercise 3: what the end of a program waits for, and what it does not: daemon threads.
//
// Given: thread_steps.h, the Thread of exercise 1 in steps; Start and Live below put them together.
// To be written: the daemon flag, and the wait for all who are no daemons. The main thread is the
// one that ran the static initialisers.
//
// Thread safety: all may be called by any thread; RunProgram by one, once.
#ifndef CHAPTERS_02_THREADS_DAEMON_THREADS_H_
#define CHAPTERS_02_THREADS_DAEMON_THREADS_H_

#include <unistd.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "checker/testing/not_written_yet.h"
#include "thread_steps.h"

class Thread : public ThreadSteps, public std::enable_shared_from_this<Thread> {
 public:
  // Without `daemon`, the flag is that of the thread that is constructing (now, not at Start):
  // false in the main thread, true in one that `Thread` did not make.
  explicit Thread(std::function<void()> target = {}, std::string name = {},
                  std::optional<bool> /*daemon*/ = {})
      : ThreadSteps(std::move(target), std::move(name)) {
    // TODO: set the flag.
    checker::NotWrittenYet("How does a thread know what it is itself?");
  }

  bool daemon() const { checker::NotWrittenYet("Somebody may be setting it."); }

  // Once Start has been called, throws std::system_error with operation_not_permitted, and changes
  // nothing; after a failed Start it works again. Called together with Start, it either throws or
  // takes effect as if called before.
  void set_daemon(bool) {
    // TODO: look whether it is too late, and set the flag, in one step.
    checker::NotWrittenYet("May Start come between the look and the change?");
  }

  // As in exercise 1.
  void Start() {
    // TODO: from here on the flag is fixed, and WaitForNonDaemons knows of the thread.
    ClaimStart();
    try {
      MakeThread([self = shared_from_this()] { self->Live(); });
    } catch (...) {
      GiveStartBack();
      throw;
    }
    WaitForBegin();
  }

 private:
  // The body of the new thread.
  void Live() {
    // TODO: tell WaitForNonDaemons of the end.
    Begin();
    RunAndKeepException();
    End();
  }
};

// Returns at a moment when no thread is alive that was started and is no daemon, except the caller:
// is_alive() is false for each of them, and all they did is visible. That includes those started
// while it waits. It does not wait for daemons, nor for a thread that was never started or failed
// to. Sleeps while it waits. May be called again, and by several threads at once, of which no two
// may be non-daemons made by `Thread` (each would wait for the other).
inline void WaitForNonDaemons() {
  // TODO: wait until the last one has ended.
  checker::NotWrittenYet("Who counts a thread in, and when? Who counts it out?");
}

// Ends the process as main() should: calls `program`, then WaitForNonDaemons(), flushes the C++ and
// C output streams and ends by _exit with what `program` returned. If `program` threw, a message
// goes to stderr (what() of a std::exception), the wait is the same, and the code is 1. Daemons
// just stop: no static object is destroyed under them, no atexit handler runs.
[[noreturn]] inline void RunProgram(const std::function<int()>& /*program*/) {
  // TODO: call it, wait in any case, flush, _exit.
  checker::NotWrittenYet("What does std::exit do that a running daemon would not survive?");
}

#endif  // CHAPTERS_02_THREADS_DAEMON_THREADS_H_

// Exercise 2: letting the GIL go around work that blocks, and taking it from any thread, as
// Py_BEGIN_ALLOW_THREADS and PyGILState_Ensure.
//
// Thread safety: every method may be called by any thread. A guard belongs to the thread that made
// it: guards end there, the last one made ends first.
#ifndef CHAPTERS_03_GIL_ALLOW_THREADS_H_
#define CHAPTERS_03_GIL_ALLOW_THREADS_H_

#include <cstddef>

#include "checker/testing/not_written_yet.h"
#include "gil.h"  // given: the reference

// Whether a thread held the GIL when it called Ensure.
enum class GilState { kLocked, kUnlocked };

// A thread has a thread state from its first Ensure until every Ensure has been given back.
class Runtime {
 public:
  // Over a GIL that outlives it and that no other runtime uses. Two runtimes, each with its GIL,
  // share nothing: one thread may use both, and hold either, both or none.
  explicit Runtime(Gil&) {
    // TODO: keep the GIL.
  }
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;

  // Afterwards the calling thread holds the GIL, whether it did before (however it came by it), and
  // has a thread state. Returns which of the two it was. Nests, also inside AllowThreads.
  GilState Ensure() {
    // TODO: take the GIL unless this thread has it; count how deep this thread is.
    checker::NotWrittenYet("Does this thread hold the GIL already? Then it must not wait for it.");
  }

  // Gives one Ensure back, the last one that is open: after kUnlocked the GIL is free for others,
  // after kLocked the caller still holds it. The last one frees the thread state, its memory at the
  // latest when the thread ends. A thread without an open Ensure gets std::logic_error, and nothing
  // changes. REQUIRES: the argument is what that Ensure returned, and the caller holds the GIL.
  void Release(GilState) {
    // TODO: count down, free the state of the last, let the GIL go if it was not held before.
    checker::NotWrittenYet("Go back to what the matching Ensure has found, no further.");
  }

  // How many threads have a thread state now. Needs no GIL.
  std::size_t thread_states() const {
    // TODO: count the threads that are inside an Ensure.
    checker::NotWrittenYet("Threads without the GIL ask, too: what guards the number?");
  }
};

// Ensures in its constructor, releases in its destructor, however the scope is left.
class GilGuard {
 public:
  explicit GilGuard(Runtime&) {
    // TODO: Ensure, and keep what it returns.
    checker::NotWrittenYet("Ensure here, Release with the same answer in the destructor.");
  }
  ~GilGuard() {
    // TODO: Release.
  }
  GilGuard(const GilGuard&) = delete;
  GilGuard& operator=(const GilGuard&) = delete;
};

// For as long as it lives its thread is without the GIL, so others run; thread states stay.
class AllowThreads {
 public:
  // Lets the GIL go. Throws std::system_error (operation_not_permitted) if the calling thread does
  // not hold it; nothing changes then.
  explicit AllowThreads(Runtime&) {
    // TODO: let the GIL go.
    checker::NotWrittenYet("The constructor lets go, the destructor takes the GIL back.");
  }

  // Waits for the GIL and takes it back. errno is what it was at the end of the scope.
  ~AllowThreads() {
    // TODO: take the GIL back; waiting may change errno.
  }
  AllowThreads(const AllowThreads&) = delete;
  AllowThreads& operator=(const AllowThreads&) = delete;
};

#endif  // CHAPTERS_03_GIL_ALLOW_THREADS_H_

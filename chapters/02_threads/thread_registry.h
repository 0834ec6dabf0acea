// Exercise 2: who is running, as Python's current_thread(), enumerate() and active_count().
//
// Given: thread_steps.h, the Thread of exercise 1 in steps; Start and Live below put them together.
// To be written: names, the list of those who run, the four functions. Move and change what you
// like in Start and Live; whom the list holds must stay true whatever happens between two steps.
//
// Thread safety: all may be called by any thread, also by targets, by Run and by the destructors of
// targets and of Thread objects. Destructors of thread_local objects must not call CurrentThread().
#ifndef CHAPTERS_02_THREADS_THREAD_REGISTRY_H_
#define CHAPTERS_02_THREADS_THREAD_REGISTRY_H_

#include <pthread.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "checker/testing/not_written_yet.h"
#include "thread_steps.h"

class Thread : public ThreadSteps, public std::enable_shared_from_this<Thread> {
 public:
  // Without a name (or with an empty one) it is named "Thread-N": the next N, from 1 in a fresh
  // process, taken now, whether it is started or not. One with a name takes no number.
  explicit Thread(std::function<void()> target = {}, std::string name = {})
      : ThreadSteps(std::move(target), std::move(name)) {
    // TODO: give a thread without a name the next one.
    checker::NotWrittenYet("Two threads may construct at the same moment.");
  }

  // As in exercise 1. The thread is listed before Start returns, and whenever Run is running; not
  // before Start, and not after one that failed (while it fails, it may be seen).
  void Start() {
    // TODO: enter the thread into the list; take it out if no thread can be made.
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
  // The body of the new thread. It is not listed any more when Join returns or is_alive() is false.
  void Live() {
    // TODO: let CurrentThread() find this object; take the thread out of the list.
    Begin();
    RunAndKeepException();
    End();
  }
};

// The calling thread's object, always the same: that which was started (in Run and in the target's
// destructor; in the destructor of the very object it may be a dummy). A thread that `Thread` did
// not make gets, at its first call, a *dummy*: alive and listed from now on, named "Dummy-N"
// (numbers of their own), not to be joined (invalid_argument). When that thread ends, and before
// std::thread::join returns, it is unlisted and no longer alive.
inline std::shared_ptr<Thread> CurrentThread() {
  // TODO: find this thread's object, or make a dummy (AdoptCallingThread) that leaves at the end.
  checker::NotWrittenYet("Thread ids recur. What else belongs to one thread only?");
}

// All that are listed at one moment, in any order, main among them. Keeps no ended thread alive.
inline std::vector<std::shared_ptr<Thread>> Enumerate() {
  // TODO: copy the list.
  checker::NotWrittenYet("What may happen to the list while the caller reads it?");
}

// How many Enumerate() would give.
inline std::size_t ActiveCount() { checker::NotWrittenYet("Is there one truth, or two?"); }

// The object, named "MainThread", of the thread that ran the static initialisers: always alive and
// listed, even when its thread has ended; not to be joined (invalid_argument). In the child of a
// fork() only the forking thread is left: there it is the only one listed, and CurrentThread() and
// MainThread() are one object (the one it had or another, of any name), even if other threads were
// in these functions at the fork.
// REQUIRES: at the fork, no other thread was inside a function of that object.
inline std::shared_ptr<Thread> MainThread() {
  // TODO: adopt the main thread before main() begins; register what a fork needs: pthread_atfork.
  checker::NotWrittenYet("The first caller need not be the main thread.");
}

#endif  // CHAPTERS_02_THREADS_THREAD_REGISTRY_H_

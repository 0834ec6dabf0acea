// A mutex built from one atomic word, and from the kernel's help for those who must wait.
//
// At most 8 bytes. As in Python nobody owns it: any thread may unlock what another locked.
// futex.h (given) puts a thread to sleep until a word changes; read its comments first.
#ifndef CHAPTERS_04_LOCKS_MUTEX_H_
#define CHAPTERS_04_LOCKS_MUTEX_H_

#include <atomic>
#include <chrono>
#include <cstdint>

#include "checker/testing/not_written_yet.h"
#include "futex.h"

class Mutex {
 public:
  Mutex() = default;
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;

  // Takes the mutex, if need be after waiting (asleep, not spinning) until it is free. Whatever was
  // written before the last unlock can be read afterwards. Makes no system call if it is free.
  void lock() {
    // TODO: take a free mutex in one atomic step, or wait.
    checker::NotWrittenYet("only who finds the mutex held has to ask the kernel for sleep");
  }

  // Takes the mutex if it is free. Never waits.
  bool try_lock() {
    // TODO: look and take in one step.
    checker::NotWrittenYet("between a look and a store another thread can look as well");
  }

  // Frees the mutex; one of those who wait gets it, sooner or later. No system call if no other
  // thread has called meanwhile. Once it is free another thread may lock, unlock and destroy it.
  // Throws std::system_error with operation_not_permitted if nobody holds it.
  void unlock() {
    // TODO: free it, then wake a sleeper if there may be one.
    checker::NotWrittenYet("after the step that frees the mutex its memory may be gone");
  }

  // lock() that gives up (false) when the time is over. Takes a free mutex whatever the duration;
  // zero or less doesn't wait, and the greatest duration is for ever.
  template <class Rep, class Period>
  bool try_lock_for([[maybe_unused]] const std::chrono::duration<Rep, Period>& duration) {
    // TODO: turn the duration into one deadline.
    checker::NotWrittenYet("now() + duration can overflow, and must be computed only once");
  }

  // The same with a point in time at which to give up.
  bool try_lock_until([[maybe_unused]] std::chrono::steady_clock::time_point deadline) {
    // TODO: wait with FutexWait and a deadline.
    checker::NotWrittenYet("who was woken took a wake-up: may it leave without looking again?");
  }

  // Whether somebody holds it (the answer may be old when it arrives).
  bool locked() const {
    // TODO: look at the word.
    checker::NotWrittenYet("which values of your word mean that somebody holds the mutex?");
  }

  // Makes it as new, whoever held it or waited. Called in the child of a fork(), where the threads
  // that did are gone, or while nobody else uses it.
  void reinit() {
    // TODO: nothing of the past may remain.
    checker::NotWrittenYet("which value has the word of a new mutex?");
  }

  // TODO: your one atomic word: which states does it need?
};

#endif  // CHAPTERS_04_LOCKS_MUTEX_H_

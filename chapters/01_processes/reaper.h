// Exercise 3: wait for many children, and for no others; from several threads.
//
// Given: pidfd.h, for those who want to poll for the end of a process.
//
// Thread safety: Watch, Next and watched may be called by any thread, several at once. Whoever
// destroys the Reaper sees to it that nobody is in one of them.
//
// REQUIRES: there is one Reaper at a time in a process, and a fork's child does not use its copy.
// While there is one, nobody changes what SIGCHLD does, it is not ignored, and threads that call
// Next do not block it.
#ifndef CHAPTERS_01_PROCESSES_REAPER_H_
#define CHAPTERS_01_PROCESSES_REAPER_H_

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <optional>

#include "checker/testing/not_written_yet.h"

using Duration = std::chrono::nanoseconds;

struct Exit {
  pid_t pid = 0;
  int status = 0;  // 0..255: its exit status; -N: it died by signal N
};

// What it opens is close-on-exec. However many children there are, it makes at most one thread. It
// changes no thread's mask. A handler of its own waits for nothing and leaves errno as it was.
class Reaper {
 public:
  // May install a handler for SIGCHLD. One that was there before runs on every SIGCHLD as ever,
  // with the same arguments. If something fails, throws std::system_error, and all is as before.
  Reaper() {
    // TODO: make what the waiting needs.
    checker::NotWrittenYet("What wakes those who wait when a child ends?");
  }

  // SIGCHLD does what it did before, and nothing stays open. Children are neither killed nor
  // reaped.
  ~Reaper() {
    // TODO: put back what the constructor found.
  }

  Reaper(const Reaper&) = delete;
  Reaper& operator=(const Reaper&) = delete;

  // From now on the end of this child, even if it has ended already, is given to some call of Next,
  // also to one that waits at this moment. Throws std::invalid_argument for a pid below 1 and for
  // one that is being watched; std::system_error: ECHILD if it is no child of this process, EMFILE
  // or the like for want of something. When it throws, nothing has changed. When the end of a child
  // has been given, its number may be watched again, if a new child has it.
  void Watch(pid_t /*pid*/) {
    // TODO: make sure that it is a child of ours, and remember it.
    checker::NotWrittenYet("How can you ask whether it is a child without reaping it?");
  }

  // Waits until a watched child has ended, reaps this one, and returns its end; from then on it is
  // not watched. Each end goes to one caller; of several, any comes first. An end is an exit or
  // death by a signal; a stop is none. Nothing when the time is over, never earlier, and at once
  // when nothing is watched, also when that becomes so during the wait. Zero or less looks only,
  // but finds all that have ended by then; no timeout, or Duration::max(): for ever. Sleeps while
  // it waits. Signals change neither the result nor how long it takes.
  //
  // It never reaps a child that is not watched, nor one whose end it does not return: those can
  // still be waited for. If somebody else does that to a watched child, its status is 255 here. A
  // call that fails otherwise is a std::system_error with its errno, by which no end is lost.
  std::optional<Exit> Next(std::optional<Duration> /*timeout*/ = {}) {
    // TODO: look at the watched; if none has ended, sleep and look again.
    checker::NotWrittenYet("A child may end just after you looked. What remembers it?");
  }

  // How many children are watched, that is, have an end that Next has not returned.
  std::size_t watched() const {
    // TODO: count them.
    checker::NotWrittenYet("Others may be in Watch and Next.");
  }
};

#endif  // CHAPTERS_01_PROCESSES_REAPER_H_

// Exercise 4: start a daemon: a process that has left everything of its maker's behind.
//
// Given: pidfd.h, for those who want to poll for the end of a process.
//
// Thread safety: Daemonize may be called by any thread, also by several at once.
#ifndef CHAPTERS_01_PROCESSES_DAEMONIZE_H_
#define CHAPTERS_01_PROCESSES_DAEMONIZE_H_

#include <sys/types.h>

#include <functional>

#include "checker/testing/not_written_yet.h"

// Makes a daemon and returns its pid. Both when Daemonize returns and when `body` begins in the
// daemon, its set-up is complete:
// - it is in a new session, which it does not lead, and in a process group in which it is alone;
// - its working directory is "/", its umask 0; 0, 1 and 2 are /dev/null, open for reading (0) and
//   for writing (1 and 2) at least; no other descriptor is open, whatever its number, and whichever
//   of 0, 1 and 2 the caller has open;
// - every signal has its default effect, and none is blocked;
// - its parent, getppid(), is the nearest subreaper or 1: the process between caller and daemon has
//   ended. When Daemonize returns, that has been reaped, too.
// The environment is the caller's; of its threads there is only a copy of the calling one.
//
// Then the daemon calls its copy of `body`, once, and ends by _exit: with the value that it returns
// modulo 256, with 1 if it throws anything. In neither of the new processes does anything else of
// the caller's run: no atexit function, no destructor of a static object, no caller of Daemonize,
// and no output that the caller had buffered is written by them.
//
// Throws std::invalid_argument, and starts nothing, if `body` is empty. If a step fails, in
// whatever process (fork, pipe2, setsid, chdir, open, ...), throws std::system_error with its
// errno; ESRCH if a new process was killed before the set-up was complete. Then `body` is not
// called, and no process stays behind; if none was killed, they have all been reaped when
// Daemonize throws, by itself or by each other. Nothing that failed is tried again, except after
// EINTR, which is no failure. (close is never repeated.)
//
// If the caller is killed before Daemonize returns, no new process waits for ever: the daemon calls
// `body`, or ends without.
//
// Afterwards, also if it throws, the caller's descriptors, working directory, umask, mask and
// dispositions are as before; other children of the caller are not touched.
//
// REQUIRES: SIGCHLD is not ignored, and nobody else takes the status of the process in between. No
// other thread is inside a lock that `body` needs.
inline pid_t Daemonize(const std::function<int()>& /*body*/) {
  // TODO: fork, leave the session, fork again, set up; tell the caller; end what is in between.
  checker::NotWrittenYet("Who can still tell the caller that a step has failed?");
}

#endif  // CHAPTERS_01_PROCESSES_DAEMONIZE_H_

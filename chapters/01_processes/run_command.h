// Exercise 2: run a program: feed it, collect what it writes, learn how it ended, or end it.
//
// Given: pidfd.h, for those who want to poll for the end of a process.
//
// Thread safety: RunCommand may be called by any thread, also by several at once.
#ifndef CHAPTERS_01_PROCESSES_RUN_COMMAND_H_
#define CHAPTERS_01_PROCESSES_RUN_COMMAND_H_

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "checker/testing/not_written_yet.h"

using Duration = std::chrono::nanoseconds;

struct Command {
  std::vector<std::string> argv = {};    // the program, looked up as execvp does; its arguments
  std::string input = {};                // what it can read from 0, any bytes
  std::optional<Duration> timeout = {};  // since the call; none, as is Duration::max(): no limit
};

struct CommandResult {
  int status = 0;        // 0..255: its exit status; -N: it died by signal N
  std::string out = {};  // all that came to its 1
  std::string err = {};  // all that came to its 2
  bool timed_out = false;
};

// Starts the command and sleeps until it has ended *and* both its outputs are at their end, which
// they are not while any descendant has them open. Feeds it `input` meanwhile and then closes that.
// Input that nobody has read by then is dropped and is no error, even if somebody still could. A
// stop is no end.
//
// The command gets pipes as 0..2 and no other descriptor, whatever the caller has open, and also if
// the caller's own 0..2 are closed; a process group of its own, which it leads; SIGPIPE with its
// default effect, and an empty mask. All else is the caller's: working directory, environment,
// other signals.
//
// When the time is over (if that is zero or less: once the program runs), the whole group gets
// SIGKILL, *then* its leader is reaped, and RunCommand returns: timed_out is true, status is -9, or
// what the leader had ended with before; out and err hold all that was written until then, and
// perhaps more. Descendants in other groups are not killed and not waited for, even if they hold
// the pipes or keep writing.
//
// Throws std::invalid_argument, and starts nothing, if argv is empty or an argument holds a NUL
// byte. Throws std::system_error with the errno of any call that fails: one of the caller's (a fork
// that fails is not tried again), or one of the child's up to the exec (ENOENT, EACCES), also when
// the time is over by then. Status 127 is an exit like any other. A child that is killed before its
// exec has the status of that. If anything is thrown later, the group is killed, its leader reaped.
//
// Signals may arrive all along: EINTR and short reads and writes are no failures. Afterwards, also
// if it throws, the process has the same descriptors and threads, the caller the same mask and
// pending signals. Dispositions do not change even meanwhile; other children are not touched.
//
// REQUIRES: SIGCHLD is not ignored, and nobody else takes the status of this child.
inline CommandResult RunCommand(const Command& /*command*/) {
  // TODO: pipes, fork, exec; feed and collect; wait.
  checker::NotWrittenYet("Three pipes, three things to wait for: who may block on which?");
}

#endif  // CHAPTERS_01_PROCESSES_RUN_COMMAND_H_

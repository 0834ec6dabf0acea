// Exercise 1: read the process table, as ps does: who is there, in which state, whose child.
//
// Signals may arrive all along: a call that ends with EINTR has not failed, and any read may bring
// less than was asked for. No descriptor stays open, whatever happens.
//
// Thread safety: every function may be called by any thread.
#ifndef CHAPTERS_01_PROCESSES_PROCESS_INFO_H_
#define CHAPTERS_01_PROCESSES_PROCESS_INFO_H_

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checker/testing/not_written_yet.h"

struct ProcessInfo {
  pid_t pid = 0;
  std::string comm = {};  // the program's short name; the process itself may change it
  char state = '?';       // the kernel's letter
  pid_t ppid = 0;         // 0: it has no parent that can be seen from here
};

// What the text of a /proc/<pid>/stat says. The text is
//
//     <pid> (<comm>) <state> <ppid>     and then its end, or a space or a line end and anything
//
// with one space between the fields. pid is 1 to INT_MAX and ppid 0 to INT_MAX, in decimal digits.
// state is one ASCII letter, whichever. comm is all between the first '(' and the *last* ')' of the
// text: it may be empty or long, and hold spaces, parentheses and line ends. Any other text throws
// std::invalid_argument. Reads nothing but the text.
inline ProcessInfo ParseStat(std::string_view /*text*/) {
  // TODO: find comm, then what stands before and after it.
  checker::NotWrittenYet("How many ')' may the text hold, and which of them ends the name?");
}

// What /proc/<pid>/stat says now. Nothing if there is no such process, also when it goes away
// between two calls: open says ENOENT, or any open or read says ESRCH. (A zombie is there.) Throws
// std::invalid_argument for a pid below 1 and for malformed content; any other failure is a
// std::system_error with its errno. REQUIRES: `pid` is not the number of a single thread.
inline std::optional<ProcessInfo> ReadProcess(pid_t /*pid*/) {
  // TODO: read the whole file, and parse it.
  checker::NotWrittenYet(
      "Which failures mean that it is gone? Who closes the file when one throws?");
}

// The pids of the processes whose parent is `pid`, zombies too, ascending, each once; none if there
// is no such process. Who begins, ends or is adopted during the call may be among them or not; all
// others are told rightly. Throws as ReadProcess; that a process vanishes is no reason.
inline std::vector<pid_t> ChildrenOf(pid_t /*pid*/) {
  // TODO: go through /proc.
  checker::NotWrittenYet("Which names in /proc are processes? Are they all still there?");
}

// The kernel's words for a state: R "running", S "sleeping", D "disk sleep", T "stopped", t
// "tracing stop", Z "zombie", X "dead", I "idle"; for any other char "unknown". Valid for ever.
inline std::string_view StateName(char /*state*/) {
  // TODO: a table.
  checker::NotWrittenYet("Eight letters, and all the others.");
}

#endif  // CHAPTERS_01_PROCESSES_PROCESS_INFO_H_

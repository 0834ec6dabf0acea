// Starts programs that are trusted; those that are not run in checker/sandbox.
//
// Thread safety: any thread.
#ifndef CHECKER_BASE_SUBPROCESS_H_
#define CHECKER_BASE_SUBPROCESS_H_

#include <sys/types.h>

#include <string>
#include <vector>

#include "checker/base/status.h"

namespace checker {

struct Program {
  std::vector<std::string> words;  // the program, looked for along PATH, and its arguments
  std::string folder = "";         // where it runs; empty: where we do
  std::string output_path = "";    // all that it prints goes there; empty: where ours goes
  bool own_group = false;          // a process group of its own, which can be killed as a whole
};

// The new process's id. Fails with "cannot run PROGRAM: " and the reason.
// REQUIRES: `words` is not empty.
StatusOr<pid_t> Start(const Program& program);

// Waits for the end of a child. Its exit code, or 128 and the number of the signal that ended it.
int ExitCodeOf(pid_t child);

// What the program prints to its standard output until its end; its other output is thrown away.
StatusOr<std::string> OutputOf(const std::vector<std::string>& words);

}  // namespace checker

#endif  // CHECKER_BASE_SUBPROCESS_H_

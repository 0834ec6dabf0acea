// Runs one program that is not trusted: under bubblewrap, with rlimits, a seccomp filter and a
// first process that watches over it.
//
// Thread safety: any thread. It forks, and waits only for what it forked; the thread has to live as
// long as the run.
#ifndef CHECKER_SANDBOX_SANDBOX_H_
#define CHECKER_SANDBOX_SANDBOX_H_

#include <cstdint>
#include <string>
#include <vector>

#include "checker/sandbox/run_result.h"
#include "checker/sandbox/sandbox_policy.h"

namespace checker {

// A further descriptor of the program, one way. REQUIRES: 3 <= descriptor < 10.
struct Channel {
  enum class Way { kToProgram, kFromProgram };
  int descriptor = 3;
  Way way = Way::kFromProgram;
  std::string input = {};  // what the program can read; at most 4096 bytes
  std::int64_t limit_bytes = std::int64_t{16} << 20;  // more than that is dropped
};

// Runs `program` (a path inside the sandbox and its arguments) until it ends or is ended.
// Never throws; failures of the sandbox are in RunResult::end.
RunResult RunInSandbox(const SandboxPolicy& policy, const std::vector<std::string>& program,
                       const std::vector<Channel>& channels = {});

}  // namespace checker

#endif  // CHECKER_SANDBOX_SANDBOX_H_

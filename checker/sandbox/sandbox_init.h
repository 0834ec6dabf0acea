// The first process inside the sandbox. It starts the program, watches what all processes of the
// sandbox use together, ends them when a limit is passed, and says how the program ended. It sits
// inside because only there does /proc list the sandbox's processes and no others.
//
// The executable that runs a sandbox is also the one that serves as its first process: main()
// starts with
//     if (const auto status = checker::RunAsSandboxInit(argc, argv)) return *status;
//
// Thread safety: called once, at the beginning of main().
#ifndef CHECKER_SANDBOX_SANDBOX_INIT_H_
#define CHECKER_SANDBOX_SANDBOX_INIT_H_

#include <optional>
#include <string>
#include <vector>

#include "checker/sandbox/sandbox_policy.h"

namespace checker {

// Nothing, when this process was not started as a sandbox's first process.
std::optional<int> RunAsSandboxInit(int argc, char** argv);

// Where this executable is shown inside the sandbox.
inline constexpr char kSandboxInitPath[] = "/sandbox/init";

// The command line of the first process. The status goes to `status_descriptor`; the program keeps
// the descriptors below `private_descriptors`.
std::vector<std::string> SandboxInitArguments(const SandboxLimits& limits, int status_descriptor,
                                              int private_descriptors,
                                              const std::vector<std::string>& program);

// What the first process writes as its last act, in one line.
struct SandboxStatus {
  std::string how;  // "exit", "signal", "processor time", "real time", "memory", "tasks", "exec"
  int value = 0;    // the exit code, the signal, or errno of a failed exec
  long long processor_us = 0;
  long long max_resident_kb = 0;
  int left_behind = 0;
};
std::string FormatStatus(const SandboxStatus& status);
std::optional<SandboxStatus> ParseStatus(const std::string& line);

}  // namespace checker

#endif  // CHECKER_SANDBOX_SANDBOX_INIT_H_

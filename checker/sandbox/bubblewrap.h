// The command line that starts bubblewrap for a policy.
//
// Thread safety: may be called by any thread.
#ifndef CHECKER_SANDBOX_BUBBLEWRAP_H_
#define CHECKER_SANDBOX_BUBBLEWRAP_H_

#include <string>
#include <vector>

#include "checker/sandbox/sandbox_policy.h"

namespace checker {

// Everything before the command to run. `seccomp_descriptor`: where bubblewrap finds the filter.
std::vector<std::string> BubblewrapArguments(const SandboxPolicy& policy, int seccomp_descriptor);

// What to tell a person when bubblewrap said `complaint` and nothing ran.
std::string WhyBubblewrapFailed(const std::string& complaint);

}  // namespace checker

#endif  // CHECKER_SANDBOX_BUBBLEWRAP_H_

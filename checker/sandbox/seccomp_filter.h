// The system calls that submitted code may not make.
//
// Thread safety: may be called by any thread.
#ifndef CHECKER_SANDBOX_SECCOMP_FILTER_H_
#define CHECKER_SANDBOX_SECCOMP_FILTER_H_

#include "checker/sandbox/sandbox_policy.h"

namespace checker {

// A descriptor (close-on-exec, at its beginning) from which bubblewrap reads the filter. The caller
// closes it. -1, with errno, when the filter can't be made.
int OpenSeccompFilter(const SandboxPolicy& policy);

}  // namespace checker

#endif  // CHECKER_SANDBOX_SECCOMP_FILTER_H_

// One job: what a child process does for one test case.
//
// Thread safety: a job runs alone in its process.
#ifndef CHECKER_EXPLORE_JOB_H_
#define CHECKER_EXPLORE_JOB_H_

#include "checker/explore/driver.h"
#include "checker/explore/options.h"

namespace checker {

struct Job {
  Subject* subject;
  Options options;
};

// Explores, replays or repeats without control, as the options say, in a child process under
// supervision. Returns the exit code. The arena holds what came of it.
int RunJob(Job& job);

}  // namespace checker

#endif  // CHECKER_EXPLORE_JOB_H_

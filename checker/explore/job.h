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
  bool cold = false;  // only schedules in fresh processes
};

// Explores, replays or repeats without control, as the options say, in a child process under
// supervision. Returns the exit code. The arena holds what came of it.
int RunJob(Job& job);

// The program under test has called exit() in a process that runs one schedule: counts it, tells
// its failure and ends the process.
[[noreturn]] void FinishColdProcess();

}  // namespace checker

#endif  // CHECKER_EXPLORE_JOB_H_

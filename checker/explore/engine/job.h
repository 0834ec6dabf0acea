// One job: what a child process does for one test case.
//
// Thread safety: a job runs alone in its process.
#ifndef CHECKER_EXPLORE_ENGINE_JOB_H_
#define CHECKER_EXPLORE_ENGINE_JOB_H_

#include "checker/explore/engine/options.h"
#include "checker/explore/engine/recorded_schedule.h"
#include "checker/explore/engine/subject.h"
#include "checker/explore/state/arena.h"

namespace explore {

struct Job {
  Subject* subject;
  Options options;
  bool cold = false;  // only schedules in fresh processes
  const RecordedSchedule* variation =
      nullptr;  // replayed by task (strategy/replay.h) if there is one
};

// Explores, replays or repeats without control, as the options say, in a child process under
// supervision. Returns the exit code. The arena holds what came of it.
int RunJob(Job& job);

// The program under test has called exit() in a process that runs one schedule: counts it, tells
// its failure and ends the process.
[[noreturn]] void FinishColdProcess();

}  // namespace explore

#endif  // CHECKER_EXPLORE_ENGINE_JOB_H_

// The end of a job from within, when a schedule can't be finished.
//
// Thread safety: called by the task that has the turn, unless it says otherwise.
#ifndef CHECKER_EXPLORE_REPORT_END_OF_JOB_H_
#define CHECKER_EXPLORE_REPORT_END_OF_JOB_H_

#include "checker/explore/state/arena.h"

namespace explore {

// Ends all processes of the schedule, the first of them with this exit code.
[[noreturn]] void EndJob(int code);

// Kills all processes of the schedule but the first and the calling one. Also called by the parent
// of the first one, when that has died.
void KillOtherProcesses();

}  // namespace explore

#endif  // CHECKER_EXPLORE_REPORT_END_OF_JOB_H_

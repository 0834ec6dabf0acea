// Tells apart what keeps running without getting on: busy waiting, or a livelock.
//
// Thread safety: called by the task that has the turn.
#ifndef CHECKER_EXPLORE_DETECT_LIVELOCK_H_
#define CHECKER_EXPLORE_DETECT_LIVELOCK_H_

#include "checker/explore/state/arena.h"

namespace explore {

// `running` tasks have kept running for long and none of them gets on. Ends the process.
[[noreturn]] void ReportEndlessRun(Task& task, int running);

// The same after very many steps in which no task blocked or woke, if somebody could go on if only
// the others let it; without any, a long run is just long work.
void ReportIfNobodyGetsOn(Task& task);

// `task` has woken up so often only because a time was over. Ends the process with a deadlock, if
// nobody but others of its kind could let it on: a time limit hides that nobody ever will.
// Otherwise with busy waiting; but a thread that is alone may sleep as often as it likes.
void ReportEndlessNaps(const Task& task);

}  // namespace explore

#endif  // CHECKER_EXPLORE_DETECT_LIVELOCK_H_

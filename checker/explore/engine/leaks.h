// Heap blocks that a test case leaves behind.
//
// Thread safety: called by the thread that runs the job, between schedules.
#ifndef CHECKER_EXPLORE_ENGINE_LEAKS_H_
#define CHECKER_EXPLORE_ENGINE_LEAKS_H_

#include "checker/explore/engine/subject.h"

namespace explore {

// Looks at the schedule that has just ended. When blocks are left, the same schedule is run again a
// few times: what is made once and kept (a cache, a table that grows) is not made again, a leak is.
// A leak is noted as the schedule's failure.
void LookForLeak(Subject& subject);

}  // namespace explore

#endif  // CHECKER_EXPLORE_ENGINE_LEAKS_H_

// The decision who goes on.
//
// Thread safety: called by the task that has the turn, or for it by one that takes it over.
#ifndef CHECKER_EXPLORE_SCHEDULER_CHOOSE_NEXT_H_
#define CHECKER_EXPLORE_SCHEDULER_CHOOSE_NEXT_H_

#include "checker/explore/state/arena.h"

namespace explore {

// Who goes on when `me`, which has the turn, has come to its pending operation or to its end. When
// nobody can, time passes; when that does not help, the schedule is stuck and the process ends.
Task* ChooseNext(Task& me);

}  // namespace explore

#endif  // CHECKER_EXPLORE_SCHEDULER_CHOOSE_NEXT_H_

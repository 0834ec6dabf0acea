// Handing on the turn, and waiting for it.
//
// Thread safety: each function says who calls it.
#ifndef CHECKER_EXPLORE_SCHEDULER_TURN_H_
#define CHECKER_EXPLORE_SCHEDULER_TURN_H_

#include "checker/explore/state/arena.h"

namespace explore {

// Notes that the task has the turn from now on. Called by the one that has it so far.
void SetCurrent(Task& task);

// Hands the turn on. Called by the task that has it, which may not touch the arena afterwards.
void GiveTurn(Task& task);

// Blocks until the task is given the turn. Called by the task's own thread.
void WaitForTurn(Task& task);

}  // namespace explore

#endif  // CHECKER_EXPLORE_SCHEDULER_TURN_H_

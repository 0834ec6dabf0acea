// Who could go on: blocking is a predicate on the operation that a task is about to do.
//
// Thread safety: called by the task that has the turn.
#ifndef CHECKER_EXPLORE_ENABLED_H_
#define CHECKER_EXPLORE_ENABLED_H_

#include "checker/explore/arena.h"

namespace checker {

// Whether the task could do its pending operation now.
bool IsEnabled(const Task& task);

// Whether the deadline of the task's pending operation has come.
inline bool TimeIsOver(const Task& task) { return arena->now >= task.pending.deadline; }

}  // namespace checker

#endif  // CHECKER_EXPLORE_ENABLED_H_

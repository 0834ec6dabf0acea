// Who could go on: blocking is a predicate on the operation that a task is about to do.
//
// Thread safety: called by the task that has the turn.
#ifndef CHECKER_EXPLORE_STATE_ENABLED_H_
#define CHECKER_EXPLORE_STATE_ENABLED_H_

#include "checker/explore/state/arena.h"

namespace explore {

// Whether what the task works on lets it in: the part of IsEnabled that only the task's process can
// tell, because it stands in its memory or concerns its children. Others go by Task::let_in.
// REQUIRES: a task of this process.
bool IsLetIn(const Task& task);

// Whether the task could do its pending operation now.
bool IsEnabled(const Task& task);

// Whether the deadline of the task's pending operation has come.
inline bool TimeIsOver(const Task& task) { return arena->schedule.now >= task.pending.deadline; }

// The next deadline of a blocked task, kNever if there is none.
std::uint64_t NextDeadline();

}  // namespace explore

#endif  // CHECKER_EXPLORE_STATE_ENABLED_H_

// The one source of decisions: everything in a schedule that could go one way or another.
//
// Thread safety: called by the task that has the turn.
#ifndef CHECKER_EXPLORE_SCHEDULER_DECISION_H_
#define CHECKER_EXPLORE_SCHEDULER_DECISION_H_

#include "checker/explore/state/task.h"
#include "checker/explore/strategy/strategy.h"

namespace explore {

// Makes a decision among `count` choices, 0 being the plain one.
int Decide(ChoiceKind kind, int count, Task* const* tasks = nullptr);

// Counts a decision in which the task had nothing to choose.
void CountDecision(Task& task);

}  // namespace explore

#endif  // CHECKER_EXPLORE_SCHEDULER_DECISION_H_

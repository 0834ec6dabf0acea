// The story of a schedule, one record for each step.
//
// Thread safety: called by the task that has the turn. `tracing` is set between schedules.
#ifndef CHECKER_EXPLORE_REPORT_TRACE_H_
#define CHECKER_EXPLORE_REPORT_TRACE_H_

#include "checker/explore/state/arena.h"

namespace explore {

// Whether steps are told. Set before the schedule begins.
extern bool tracing;

// Tells the task's pending operation. `blocked`: it has to wait for it first.
void TraceStep(const Task& task, bool blocked);

// Tells what the task says that it runs next.
void TraceNote(const Task& task, const char* text);

}  // namespace explore

#endif  // CHECKER_EXPLORE_REPORT_TRACE_H_

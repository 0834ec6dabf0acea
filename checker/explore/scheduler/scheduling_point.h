// The scheduler: one task runs at a time, and hands the turn on at scheduling points.
//
// The turn is handed over by raw futex calls in code that is not instrumented, so ThreadSanitizer
// sees no happens-before edge: that tasks take turns hides no data race.
//
// Thread safety: every function is called by the task that has the turn, unless it says otherwise.
#ifndef CHECKER_EXPLORE_SCHEDULER_SCHEDULING_POINT_H_
#define CHECKER_EXPLORE_SCHEDULER_SCHEDULING_POINT_H_

#include "checker/explore/scheduler/decision.h"
#include "checker/explore/state/arena.h"

namespace explore {

// Comes to a scheduling point. When it returns, the calling task has the turn, `pending` can be
// done (IsEnabled), and nobody else runs until the task's next point.
void Point(const Pending& pending);

// For memory accesses: as Point, but passes by at once unless the strategy wants a choice here.
void AccessPoint(Operation operation, std::uintptr_t address, void* caller);

// A new task, alive, that will first wait for its turn. nullptr: there is no room for more.
Task* NewTask();

// Takes back a task whose thread could not be made.
void ForgetTask(Task& task);

// The calling task has ended: hands the turn on and returns without it.
void EndTask(Task& task);

// Lets a slot be used again once the task is done and nobody will ask for it.
void ReleaseIfUnused(Task& task);

// Ends the process when an essential limit of the explorer is reached: never the student's fault.
[[noreturn]] void GiveUp(const char* why);

}  // namespace explore

#endif  // CHECKER_EXPLORE_SCHEDULER_SCHEDULING_POINT_H_

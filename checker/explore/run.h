// One schedule, from its first decision to the end of its last thread.
//
// Thread safety: called by the thread that runs the test body.
#ifndef CHECKER_EXPLORE_RUN_H_
#define CHECKER_EXPLORE_RUN_H_

#include <cstdint>

#include "checker/explore/plan.h"

namespace checker {

// Once in a process, before the first schedule.
void PrepareThreads();

// How the next schedule is to be chosen. kReplay takes the deviations loaded into TheReplay().
void SetPlan(const Plan& plan);

// From here to EndSchedule the calling thread is task 0 of a new schedule.
void BeginSchedule();

// Waits until all threads of the schedule have ended.
void EndSchedule();

// Ends the schedule as the end of a program does: other threads are just gone.
void LeaveSchedule();

// Counts the schedule that has ended among those of the job.
void CountSchedule();

// The highest address of the stack that schedules run on.
void SetStackTop(std::uintptr_t address);

}  // namespace checker

#endif  // CHECKER_EXPLORE_RUN_H_

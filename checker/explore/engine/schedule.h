// One schedule, from its first decision to the end of its last thread.
//
// Thread safety: called by the thread that runs the test body.
#ifndef CHECKER_EXPLORE_ENGINE_SCHEDULE_H_
#define CHECKER_EXPLORE_ENGINE_SCHEDULE_H_

#include <cstdint>

#include "checker/explore/state/plan.h"

namespace explore {

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

}  // namespace explore

#endif  // CHECKER_EXPLORE_ENGINE_SCHEDULE_H_

// What happens before what, among the tasks of several processes (Lamport 1978; vector clocks:
// Fidge, Mattern 1988). ThreadSanitizer knows only the threads of its own process.
//
// Kept from the first fork of a schedule on. Where it is not known what an operation orders, it is
// taken to order more: nobody is accused of a race because of an edge that was missed.
//
// Thread safety: called by the task that has the turn.
#ifndef CHECKER_EXPLORE_DETECT_VECTOR_CLOCK_H_
#define CHECKER_EXPLORE_DETECT_VECTOR_CLOCK_H_

#include "checker/explore/state/arena.h"

namespace explore {

constexpr int kClockedTasks = 64;  // by slot; with more nothing is said about races any more

struct VectorClock {
  std::uint32_t of[kClockedTasks];
};

// The schedule forks for the first time: all that was done so far comes before all that follows.
void StartClocks();

// Whether something can be said about what comes before what.
bool ClocksRun();

// The calling task makes `task`.
void OrderBegin(const Task& task);

// The calling task was granted its operation.
void OrderGranted(const Task& task);

// All that was done so far comes before what the calling task does from here on.
void OrderAfterAll();
void OrderAfterProcess(int process);

// The moment of the task, and whether a moment of the task in `slot` comes before what `task` does.
std::uint32_t MomentOf(const Task& task);
bool ComesBefore(int slot, std::uint32_t moment, const Task& task);

}  // namespace explore

#endif  // CHECKER_EXPLORE_DETECT_VECTOR_CLOCK_H_

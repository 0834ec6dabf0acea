// Notices tasks that do nothing but look: spinning, polling, and two who stand in each other's
// way for ever.
//
// A task that has done nothing but look for a while counts as spinning, and everybody else goes
// first (so spin loops end whatever the strategy). When only spinning tasks can go on, and they do
// so for thousands of points, they wait for somebody by burning time: `busy waiting` if it is one,
// or if others sleep; `livelock` if several spin and nobody else could help them. Correct code may
// spin some hundred turns before it sleeps.
//
// Thread safety: called by the task that has the turn.
#ifndef CHECKER_EXPLORE_SCHEDULER_FAIRNESS_H_
#define CHECKER_EXPLORE_SCHEDULER_FAIRNESS_H_

#include "checker/explore/state/arena.h"

namespace explore {

constexpr int kPatience = 60;                  // idle points before a task counts as spinning
constexpr int kLongestRunOfAccesses = 20'000;  // memory accesses without a scheduling point
constexpr std::uint64_t kLongestToleratedPolling = 200;  // in a program that may spin
constexpr std::uint64_t kLongestPolling = 4'000;
constexpr std::uint64_t kQuietUntilTimePasses = 20'000;  // there
constexpr std::uint64_t kLongestTurn = 24;               // points of a spinning task among others
constexpr int kMostNaps = 500;
constexpr int kMostNapsAlone = 5'000;

constexpr int kLongestRun = 500;  // points of one task while others could run
constexpr std::uint64_t kLongestProbe = 20'000;
constexpr std::uint64_t kLongestSchedule = 20'000'000;

// Who waits looks at the same few things again and again; who works through a table does not.
bool LooksAtSomethingNew(Task& task, std::uintptr_t object);

// Others go first until somebody gets on.
void MarkSpinning(Task& task);

// The task was granted its operation. `progress`: it is of a kind that gets on by itself.
void NoteStep(Task& task, bool progress);

// A step that is no scheduling point, because there is one task only.
void NoteLoneStep();

// The task changed something that others can see: it gets on, and those who look may look again.
void NoteProgress(Task& task);

// It had been blocked, and is not any more.
void NoteUnblocked(Task& task);

// Who goes on when everybody who can is spinning: the one who had to wait longest. Turns are of
// uneven length, for alternation would keep two who make way for each other in step for ever, which
// no machine does.
Task* NextSpinner(Task* const* spinners, int count);

}  // namespace explore

#endif  // CHECKER_EXPLORE_SCHEDULER_FAIRNESS_H_

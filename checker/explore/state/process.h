// A process of the schedule: the one that runs the test body, or one that a fork made.
//
// Thread safety: only whoever has the turn.
#ifndef CHECKER_EXPLORE_STATE_PROCESS_H_
#define CHECKER_EXPLORE_STATE_PROCESS_H_

#include <cstdint>

#include "checker/explore/state/kept_stack.h"

namespace explore {

constexpr int kMaxProcesses = 1024;  // in one schedule, ended ones too

// Set by assignment when it is forked.
struct Process {
  int pid = 0;
  int parent = -1;           // the process that forked it, -1: none
  int first_task = 0;        // slot of the task that fork returned 0 to
  bool alive = false;        // false as soon as its tasks are done, while it may still be ending
  std::uint64_t looked = 0;  // the last time it was asked to look (ScheduleState::looks)
  KeptStack forked_at;
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_STATE_PROCESS_H_

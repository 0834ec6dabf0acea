// A process of the schedule: the one that runs the test body, or one that a fork made.
//
// Thread safety: only whoever has the turn.
#ifndef CHECKER_EXPLORE_STATE_PROCESS_H_
#define CHECKER_EXPLORE_STATE_PROCESS_H_

#include <cstdint>

namespace explore {

constexpr int kMaxProcesses = 1024;  // in one schedule, ended ones too
constexpr int kForkFrames = 8;

// Set by assignment when it is forked.
struct Process {
  int pid = 0;
  int parent = -1;           // the process that forked it, -1: none
  int first_task = 0;        // slot of the task that fork returned 0 to
  bool alive = false;        // false as soon as its tasks are done, while it may still be ending
  std::uint64_t looked = 0;  // the last time it was asked to look (ScheduleState::looks)

  // Where it was forked.
  int depth = 0;
  void* frames[kForkFrames] = {};
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_STATE_PROCESS_H_

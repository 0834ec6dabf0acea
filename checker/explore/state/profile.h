// What the default order has shown of a test case: how much each task does there. SURW weighs the
// tasks by it. It lies in the arena, so that schedules in processes of their own can read it.
//
// Thread safety: plain data in the arena: only whoever has the turn.
#ifndef CHECKER_EXPLORE_STATE_PROFILE_H_
#define CHECKER_EXPLORE_STATE_PROFILE_H_

#include <cstdint>

#include "checker/protocol/operation.h"

namespace explore {

constexpr int kProfiledTasks = 1024;  // those created later are not profiled

struct TaskProfile {
  int parent;  // id of the task that created it, -1: none
  std::uint32_t operations[static_cast<int>(ObjectKind::kCount)];  // by kind of their object
};

struct Profile {
  int tasks;  // by id; as many are known
  TaskProfile of[kProfiledTasks];
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_STATE_PROFILE_H_

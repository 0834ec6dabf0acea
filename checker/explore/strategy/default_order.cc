#include "checker/explore/strategy/default_order.h"

namespace explore {

void DefaultOrder::Begin(const Plan& plan) {
  Strategy::Begin(plan);
  arena->profile.tasks = 0;
}

void DefaultOrder::OnSpawn(Task& task) {
  if (task.id >= kProfiledTasks) return;
  TaskProfile& profile = arena->profile.of[task.id];
  profile = {};
  profile.parent = self == nullptr ? -1 : self->id;
  arena->profile.tasks = task.id + 1;
}

// Memory accesses come past without asking; the task counts them itself.
void DefaultOrder::OnGranted(Task& task) {
  if (task.id >= kProfiledTasks) return;
  auto& operations = arena->profile.of[task.id].operations;
  ++operations[static_cast<int>(FactsOf(task.pending.operation).object)];
  operations[static_cast<int>(ObjectKind::kMemory)] = task.shared_accesses;
}

Strategy& TheDefaultOrder() { return InSharedMemory<DefaultOrder>(); }

}  // namespace explore

#include "checker/explore/strategy/pos.h"

#include "checker/explore/state/identity.h"

namespace explore {

int Pos::ChooseTask(Task* const* tasks, int count) {
  int best = 0;
  for (int i = 1; i < count; ++i) {
    if (tasks[i]->priority > tasks[best]->priority) best = i;
  }
  return best;
}

void Pos::OnGranted(Task& task) {
  if (task.pending.object == 0) return;
  const bool writes = FactsOf(task.pending.operation).writes;
  for (int i = 0; i < arena->schedule.slots; ++i) {
    Task& other = arena->tasks[i];
    if (&other == &task || other.state != TaskState::kAlive) continue;
    if (IdentityOf(other.pending) != IdentityOf(task.pending)) continue;
    if (writes || FactsOf(other.pending.operation).writes) other.priority = random_.Next();
  }
}

Strategy& ThePos() { return InSharedMemory<Pos>(); }

}  // namespace explore

#include "checker/explore/scheduler/decision.h"

#include "checker/explore/state/arena.h"

namespace explore {
namespace {

Task& WhoDecides() { return arena->tasks[arena->schedule.current]; }

void RecordDeviation(int choice, const Task* chosen) {
  if (arena->schedule.deviation_count == kMaxDeviations) {
    arena->schedule.deviations_lost = true;
    return;
  }
  const Task& task = WhoDecides();
  arena->deviations[arena->schedule.deviation_count++] = {
      arena->schedule.decisions - 1, static_cast<std::uint32_t>(choice), task.id,
      task.decisions - 1, chosen == nullptr ? -1 : chosen->id};
}

}  // namespace

void CountDecision(Task& task) {
  ++arena->schedule.decisions;
  ++task.decisions;
}

int Decide(ChoiceKind kind, int count, Task* const* tasks) {
  CountDecision(WhoDecides());
  if (count < 2 || arena->schedule.probing) return 0;
  ++arena->job.choices;
  const int choice = kind == ChoiceKind::kTask ? current_strategy->ChooseTask(tasks, count)
                                               : current_strategy->ChooseOther(kind, count);
  if (choice != 0) RecordDeviation(choice, tasks == nullptr ? nullptr : tasks[choice]);
  return choice;
}

}  // namespace explore

#include "checker/explore/scheduler/choose_next.h"

#include "checker/explore/detect/deadlock_detector.h"
#include "checker/explore/scheduler/decision.h"
#include "checker/explore/scheduler/descriptors.h"
#include "checker/explore/scheduler/fairness.h"
#include "checker/explore/scheduler/other_processes.h"
#include "checker/explore/scheduler/virtual_clock.h"
#include "checker/explore/state/enabled.h"

namespace explore {
namespace {

// How long something may take to come from outside the program before it counts as never.
constexpr int kWaitForOutsideMs = 200;

struct Candidates {
  Task* tasks[kMaxTasks];
  int count = 0;
  Task* spinners[kMaxTasks];
  int spinner_count = 0;

  void Consider(Task& task) {
    if (!IsEnabled(task)) return;
    if (task.idleness.spinning) {
      spinners[spinner_count++] = &task;
    } else {
      tasks[count++] = &task;
    }
  }
};

// In the order of preference of the default schedule: the running task first (last, if it offers to
// yield), then the others in turn.
void Collect(Task& me, Candidates& candidates) {
  const bool goes_first = me.pending.operation != Operation::kYield;
  if (goes_first) candidates.Consider(me);
  for (int i = me.slot + 1; i < arena->schedule.slots; ++i) candidates.Consider(arena->tasks[i]);
  for (int i = 0; i < me.slot; ++i) candidates.Consider(arena->tasks[i]);
  if (!goes_first) candidates.Consider(me);
}

}  // namespace

Task* ChooseNext(Task& me) {
  for (;;) {
    if (SeveralProcesses()) AskOtherProcesses();
    if (arena->schedule.descriptors_touched) {
      arena->schedule.descriptors_touched = false;
      LookAtDescriptors(0);
    }
    Candidates candidates;
    Collect(me, candidates);
    if (candidates.count > 0) {
      arena->schedule.polling_steps = 0;
      return candidates.tasks[Decide(ChoiceKind::kTask, candidates.count, candidates.tasks)];
    }
    if (candidates.spinner_count > 0) {
      CountDecision(me);
      return NextSpinner(candidates.spinners, candidates.spinner_count);
    }
    if (SomebodyPolls() && LookAtDescriptors(0)) continue;
    if (AdvanceClock()) continue;
    if (SomebodyPolls() && LookAtDescriptors(kWaitForOutsideMs)) continue;
    HandleStuckSchedule(me);
  }
}

}  // namespace explore

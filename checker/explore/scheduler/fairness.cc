#include "checker/explore/scheduler/fairness.h"

#include "checker/explore/base/random.h"
#include "checker/explore/detect/livelock.h"
#include "checker/explore/report/report.h"
#include "checker/explore/scheduler/virtual_clock.h"
#include "checker/explore/state/enabled.h"
#include "checker/explore/strategy/strategy.h"

namespace explore {
namespace {

bool KeepsItsTurn(Task* const* spinners, int count) {
  for (int i = 0; i < count; ++i) {
    if (spinners[i]->slot != arena->schedule.current) continue;
    if (arena->schedule.spinner_points == 0) return false;
    --arena->schedule.spinner_points;
    return true;
  }
  return false;
}

Task* LongestWaiting(Task* const* spinners, int count) {
  arena->schedule.spinner_points = Random(arena->schedule.polling_steps).Below(kLongestTurn);
  Task* longest = spinners[0];
  for (int i = 1; i < count; ++i) {
    if (spinners[i]->last_turn < longest->last_turn) longest = spinners[i];
  }
  return longest;
}

}  // namespace

void NoteUnblocked(Task& task) {
  arena->schedule.NoteMilestone();
  task.idleness.clock_reads = 0;
  const Pending& pending = task.pending;
  if (pending.operation == Operation::kJoin || !TimeIsOver(task) || task.signalled) return;
  if (arena->job.policy.tolerates_polling) return;
  const int most = arena->schedule.alive > 1 ? kMostNaps : kMostNapsAlone;
  if (++task.idleness.naps > most && !arena->schedule.probing) ReportEndlessNaps(task);
}

void NoteProgress(Task& task) {
  task.idleness = {};
  arena->schedule.polling_steps = 0;
  if (arena->schedule.spinning == 0) return;
  arena->schedule.spinning = 0;
  for (int i = 0; i < arena->schedule.slots; ++i) {
    Task& other = arena->tasks[i];
    if (!other.idleness.spinning) continue;
    other.idleness.spinning = false;
    other.idleness.points = kPatience / 2;
  }
}

bool LooksAtSomethingNew(Task& task, std::uintptr_t object) {
  for (const std::uintptr_t known : task.looks.at) {
    if (known == object) return false;
  }
  task.looks.at[task.looks.count++ % kKeptLooks] = object;
  return true;
}

void MarkSpinning(Task& task) {
  task.run_length = 0;
  if (task.idleness.spinning) return;
  task.idleness.spinning = true;
  ++arena->schedule.spinning;
  current_strategy->OnSpinning(task);
}

void NoteStep(Task& task, bool progress) {
  if (progress) {
    NoteProgress(task);
  } else if (++task.idleness.points > kPatience) {
    MarkSpinning(task);
  }
  const ExplorationPolicy& policy = arena->job.policy;
  if (++arena->schedule.quiet_steps > policy.longest_quiet) {
    ReportIfNobodyGetsOn(task);
    arena->schedule.quiet_steps = 0;
  }
  if (policy.tolerates_polling && arena->schedule.quiet_steps % kQuietUntilTimePasses == 0)
    AdvanceClock();
}

void NoteLoneStep() {
  ++arena->job.heartbeat;
  if (++arena->schedule.steps > kLongestSchedule) {
    ReportAndExit(FindingKind::kTimeLimit, "the test case does not come to an end");
  }
}

Task* NextSpinner(Task* const* spinners, int count) {
  Task* const next = KeepsItsTurn(spinners, count) ? &arena->tasks[arena->schedule.current]
                                                   : LongestWaiting(spinners, count);
  if (arena->job.policy.tolerates_polling &&
      arena->schedule.polling_steps > kLongestToleratedPolling && AdvanceClock()) {
    arena->schedule.polling_steps = 0;
  }
  if (++arena->schedule.polling_steps > kLongestPolling && arena->schedule.alive > 1) {
    ReportEndlessRun(*next, count);
  }
  return next;
}

}  // namespace explore

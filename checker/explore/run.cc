#include "checker/explore/run.h"

#include "checker/explore/core.h"
#include "checker/explore/heap.h"
#include "checker/explore/raw.h"
#include "checker/explore/report.h"
#include "checker/explore/stuck.h"

namespace checker {
namespace {

Plan next_plan;
std::uintptr_t stack_top = 0;

void ResetArena() {
  Arena& a = *arena;
  a.plan = next_plan;
  a.stuck_means_lost = a.descriptors_touched = a.probing = a.slept_early = a.thread_failures_armed =
      false;
  ++a.schedule;
  a.decisions = a.steps = a.accesses = a.next_access_decision = a.now = 0;
  a.hash = 0xcbf29ce484222325u;
  a.quiet_steps = a.polling_steps = a.spinner_points = a.probe_steps = 0;
  a.slots = a.tasks_created = a.most_alive = a.alive = a.spinning = a.current = 0;
  a.help_from_outside = nullptr;
  a.deviation_count = 0;
  a.deviations_lost = false;
  RawZero(a.kind_numbers, sizeof a.kind_numbers);
  RawZero(&a.outcome, sizeof a.outcome);
  for (Task& task : a.tasks) {
    if (task.state == TaskState::kFree && task.id == 0) break;  // never used
    task.state = TaskState::kFree;
  }
}

}  // namespace

void SetPlan(const Plan& plan) { next_plan = plan; }

void SetStackTop(std::uintptr_t address) { stack_top = address; }

void BeginSchedule() {
  ResetArena();
  arena->strategy = &StrategyFor(next_plan.strategy);
  arena->strategy->Begin(next_plan);
  Task& task = *NewTask();
  task.stack_top = stack_top;
  task.thread = pthread_self();
  task.thread_id = static_cast<int>(RawCall(SYS_gettid));
  arena->next_access_decision = arena->strategy->NextAccessDecision(0);
  ForgetHeap();
  arena->active = true;
  self = &task;
}

void LeaveSchedule() {
  if (arena->probing) ConcludeProbe(/*somebody_got_on=*/true);
  arena->active = false;
  self = nullptr;
}

void EndSchedule() {
  if (self == nullptr) return;
  if (IsForkedChild()) LeaveForkedChild(kExitClean);
  Point({Operation::kFinish});
  LeaveSchedule();
}

void CountSchedule() {
  Arena& a = *arena;
  ++a.schedules_done;
  ++a.schedules_by_strategy[static_cast<int>(a.plan.strategy)];
  a.total_steps += a.steps;
  if (a.most_alive > a.most_threads) a.most_threads = a.most_alive;
  std::uint64_t slot = a.hash % (kMaxDistinct * 2);
  for (int i = 0; i < 64; ++i, slot = (slot + 1) % (kMaxDistinct * 2)) {
    if (a.seen_hashes[slot] == a.hash) return;
    if (a.seen_hashes[slot] != 0) continue;
    a.seen_hashes[slot] = a.hash;
    ++a.distinct;
    return;
  }
}

}  // namespace checker

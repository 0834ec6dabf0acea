#include "checker/explore/engine/schedule.h"

#include "checker/explore/base/raw.h"
#include "checker/explore/detect/children.h"
#include "checker/explore/detect/deadlock_detector.h"
#include "checker/explore/detect/heap.h"
#include "checker/explore/report/end_of_job.h"
#include "checker/explore/report/report.h"
#include "checker/explore/scheduler/other_processes.h"
#include "checker/explore/scheduler/scheduling_point.h"

namespace explore {
namespace {

Plan next_plan;
std::uintptr_t stack_top = 0;

}  // namespace

void SetPlan(const Plan& plan) { next_plan = plan; }

void SetStackTop(std::uintptr_t address) { stack_top = address; }

void BeginSchedule() {
  ResetSchedule(next_plan);
  current_strategy = &StrategyFor(next_plan.strategy);
  current_strategy->Begin(next_plan);
  Task& task = *NewTask();
  task.stack_top = stack_top;
  task.thread = pthread_self();
  task.thread_id = static_cast<int>(RawCall(SYS_gettid));
  arena->schedule.next_access_decision = current_strategy->NextAccessDecision(0);
  ForgetHeap();
  arena->schedule.active = true;
  self = &task;
}

void LeaveSchedule() {
  if (arena->schedule.probing) ConcludeProbe(/*somebody_got_on=*/true);
  arena->schedule.active = false;
  self = nullptr;
  if (SeveralProcesses()) KillOtherProcesses();
}

void EndSchedule() {
  if (self == nullptr) return;
  if (this_process != 0) LeaveProcess(kExitClean);
  Point({Operation::kFinish});
  LeaveSchedule();
  if (SeveralProcesses()) LookForChildren();
}

void CountSchedule() {
  Arena& a = *arena;
  ++a.job.schedules_done;
  ++a.job.schedules_by_strategy[static_cast<int>(a.schedule.plan.strategy)];
  a.job.total_steps += a.schedule.steps;
  if (a.schedule.most_alive > a.job.most_threads) a.job.most_threads = a.schedule.most_alive;
  std::uint64_t slot = a.schedule.hash % (kMaxDistinct * 2);
  for (int i = 0; i < 64; ++i, slot = (slot + 1) % (kMaxDistinct * 2)) {
    if (a.seen_hashes[slot] == a.schedule.hash) return;
    if (a.seen_hashes[slot] != 0) continue;
    a.seen_hashes[slot] = a.schedule.hash;
    ++a.job.distinct;
    return;
  }
}

}  // namespace explore

#include "checker/explore/scheduler/scheduling_point.h"

#include "checker/explore/detect/deadlock_detector.h"
#include "checker/explore/detect/vector_clock.h"
#include "checker/explore/report/report.h"
#include "checker/explore/report/trace.h"
#include "checker/explore/scheduler/choose_next.h"
#include "checker/explore/scheduler/decision.h"
#include "checker/explore/scheduler/fairness.h"
#include "checker/explore/scheduler/other_processes.h"
#include "checker/explore/scheduler/turn.h"
#include "checker/explore/state/enabled.h"
#include "checker/explore/state/identity.h"

namespace explore {
namespace {

void Mix(std::uint64_t value) {
  arena->schedule.hash = (arena->schedule.hash ^ value) * 0x100000001b3u;
  arena->schedule.hash ^= arena->schedule.hash >> 29;
}

void PassTurn(Task& me, Task* next) {
  if (next == &me) return;
  me.run_length = 0;
  GiveTurn(*next);
  WaitForTurn(me);
}

bool IsLastOfItsProcess(const Task& ended) {
  for (int i = 0; i < arena->schedule.slots; ++i) {
    const Task& task = arena->tasks[i];
    if (task.state == TaskState::kAlive && task.process == ended.process) return false;
  }
  return true;
}

// Of the object among its kind.
int NumberOf(const Pending& pending) {
  const ObjectKind kind = FactsOf(pending.operation).object;
  if (kind == ObjectKind::kProcess) return static_cast<int>(pending.object);
  return ObjectWith(IdentityOf(pending), kind).number;
}

void NoteGranted(Task& task) {
  const Pending& pending = task.pending;
  const OperationFacts& facts = FactsOf(pending.operation);
  std::uint64_t what = static_cast<std::uint64_t>(pending.operation);
  if (pending.object != 0 && facts.object != ObjectKind::kThread) {
    what |= static_cast<std::uint64_t>(NumberOf(pending)) << 16;
  }
  Mix((static_cast<std::uint64_t>(task.id) << 8) | what);
  current_strategy->OnGranted(task);
  if (SeveralProcesses()) OrderGranted(task);
  if (tracing && !arena->schedule.probing) TraceStep(task, /*blocked=*/false);
  task.accesses = 0;
  NoteStep(task, facts.progress || LooksAtSomethingNew(task, pending.object));
}

}  // namespace

void Point(const Pending& pending) {
  Task& me = *self;
  me.pending = pending;
  if (SeveralProcesses()) Identify(me.pending);
  ++arena->schedule.steps;
  ++arena->job.heartbeat;
  if (++me.run_length > kLongestRun) MarkSpinning(me);
  if (arena->schedule.probing && ++arena->schedule.probe_steps > kLongestProbe)
    ConcludeProbe(/*somebody_got_on=*/true);
  if (arena->schedule.steps > kLongestSchedule)
    ReportAndExit(FindingKind::kTimeLimit, "the test case does not come to an end");
  current_strategy->OnArrive(me);
  const bool enabled = IsEnabled(me);
  if (!enabled) arena->schedule.NoteMilestone();
  if (tracing && !enabled && !arena->schedule.probing) TraceStep(me, /*blocked=*/true);
  PassTurn(me, ChooseNext(me));
  if (!enabled) NoteUnblocked(me);
  NoteGranted(me);
  if (arena->schedule.plan.memory_points) {
    arena->schedule.next_access_decision =
        current_strategy->NextAccessDecision(arena->schedule.decisions);
  }
}

void AccessPoint(Operation operation, std::uintptr_t address, void* caller) {
  Task& me = *self;
  // Code that only reads memory in a loop would never hand on the turn.
  const bool too_long = ++me.accesses > kLongestRunOfAccesses;
  if (!too_long) {
    if (arena->schedule.alive == 1) return;  // nothing can come between
    ++arena->schedule.accesses;
    ++me.shared_accesses;
    if (!arena->schedule.plan.memory_points) return;
    if (me.idleness.spinning || arena->schedule.decisions < arena->schedule.next_access_decision) {
      CountDecision(me);
      return;
    }
  }
  me.PushFrame(caller);
  if (too_long) {
    const bool works = LooksAtSomethingNew(me, address);
    if (!works) MarkSpinning(me);
    Point({Operation::kYield});
    if (works) NoteProgress(me);
  } else {
    // Neither a step nor a sign of life: an access that is passed by must leave the same state as
    // one where choice 0 was made.
    me.pending = {operation, address & ~std::uintptr_t{7}};
    if (SeveralProcesses()) Identify(me.pending);
    current_strategy->OnArrive(me);
    Task* const next = ChooseNext(me);
    if (next != &me) {
      if (tracing && !arena->schedule.probing) TraceStep(me, /*blocked=*/false);
      PassTurn(me, next);
      Mix((static_cast<std::uint64_t>(me.id) << 8) | static_cast<std::uint64_t>(operation));
    }
    current_strategy->OnGranted(me);
    arena->schedule.next_access_decision =
        current_strategy->NextAccessDecision(arena->schedule.decisions);
  }
  me.PopFrame();
}

Task* NewTask() {
  int slot = 0;
  while (slot < arena->schedule.slots && arena->tasks[slot].state != TaskState::kFree) ++slot;
  if (slot == kMaxTasks) return nullptr;
  if (slot == arena->schedule.slots) ++arena->schedule.slots;
  Task& task = arena->tasks[slot];
  static const Task kFresh;
  Assign(task, kFresh);
  task.slot = slot;
  task.id = arena->schedule.tasks_created++;
  task.state = TaskState::kAlive;
  task.pending.operation = Operation::kStart;
  task.process = this_process;
  ++arena->schedule.alive;
  if (arena->schedule.alive > arena->schedule.most_alive)
    arena->schedule.most_alive = arena->schedule.alive;
  current_strategy->OnSpawn(task);
  if (SeveralProcesses()) OrderBegin(task);
  arena->schedule.NoteMilestone();
  return &task;
}

void ForgetTask(Task& task) {
  task.state = TaskState::kFree;
  --arena->schedule.alive;
  --arena->schedule.tasks_created;
}

void ReleaseIfUnused(Task& task) {
  if (task.state == TaskState::kDone && (task.joined || task.detached)) {
    task.state = TaskState::kFree;
  }
}

void EndTask(Task& task) {
  task.state = TaskState::kDone;
  task.pending = {};
  self = nullptr;
  --arena->schedule.alive;
  ++arena->schedule.steps;
  Mix(0xe0 + static_cast<std::uint64_t>(task.id));
  arena->schedule.NoteMilestone();
  ReleaseIfUnused(task);
  if (this_process != 0 && IsLastOfItsProcess(task)) EndProcess(0);
  GiveTurn(*ChooseNext(task));
}

void GiveUp(const char* why) { ReportGivingUp(why); }

}  // namespace explore

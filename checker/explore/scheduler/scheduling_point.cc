#include "checker/explore/scheduler/scheduling_point.h"

#include "checker/explore/base/raw.h"
#include "checker/explore/detect/deadlock_detector.h"
#include "checker/explore/report/report.h"
#include "checker/explore/report/trace.h"
#include "checker/explore/scheduler/decision.h"
#include "checker/explore/scheduler/descriptors.h"
#include "checker/explore/scheduler/fairness.h"
#include "checker/explore/scheduler/virtual_clock.h"
#include "checker/explore/state/enabled.h"

namespace explore {
namespace {

void Mix(std::uint64_t value) {
  arena->schedule.hash = (arena->schedule.hash ^ value) * 0x100000001b3u;
  arena->schedule.hash ^= arena->schedule.hash >> 29;
}

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

Task* ChooseNext(Task& me) {
  for (;;) {
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

void GiveTurn(Task& task) {
  arena->schedule.current = task.slot;
  task.last_turn = arena->schedule.decisions;
  // Release, partner: the acquire load in WaitForTurn. After it `task` may run, and this thread may
  // not touch the arena any more.
  __atomic_store_n(&task.turn, 1, __ATOMIC_RELEASE);
  RawFutexWake(&task.turn);
}

void PassTurn(Task& me, Task* next) {
  if (next == &me) return;
  me.run_length = 0;
  GiveTurn(*next);
  WaitForTurn(me);
}

void NoteGranted(Task& task) {
  const Pending& pending = task.pending;
  const OperationFacts& facts = FactsOf(pending.operation);
  std::uint64_t what = static_cast<std::uint64_t>(pending.operation);
  if (pending.object != 0 && facts.object != ObjectKind::kThread) {
    what |= static_cast<std::uint64_t>(ObjectAt(pending.object, facts.object).number) << 16;
  }
  Mix((static_cast<std::uint64_t>(task.id) << 8) | what);
  current_strategy->OnGranted(task);
  if (tracing && !arena->schedule.probing) TraceStep(task, /*blocked=*/false);
  task.accesses = 0;
  NoteStep(task, facts.progress || LooksAtSomethingNew(task, pending.object));
}

}  // namespace

void Point(const Pending& pending) {
  Task& me = *self;
  me.pending = pending;
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
  task.process = static_cast<int>(RawCall(SYS_getpid));
  ++arena->schedule.alive;
  if (arena->schedule.alive > arena->schedule.most_alive)
    arena->schedule.most_alive = arena->schedule.alive;
  current_strategy->OnSpawn(task);
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

void WaitForTurn(Task& task) {
  // Acquire, partner: the release store in GiveTurn.
  while (__atomic_load_n(&task.turn, __ATOMIC_ACQUIRE) == 0) RawFutexWait(&task.turn, 0);
  // Relaxed: the next store to `turn` comes only after this task has handed on the turn, by the
  // release store in GiveTurn.
  __atomic_store_n(&task.turn, 0, __ATOMIC_RELAXED);
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
  GiveTurn(*ChooseNext(task));
}

void GiveUp(const char* why) { ReportGivingUp(why); }

}  // namespace explore

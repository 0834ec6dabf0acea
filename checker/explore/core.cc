#include "checker/explore/core.h"

#include "checker/explore/clock.h"
#include "checker/explore/descriptors.h"
#include "checker/explore/enabled.h"
#include "checker/explore/progress.h"
#include "checker/explore/raw.h"
#include "checker/explore/report.h"
#include "checker/explore/stuck.h"
#include "checker/explore/trace.h"

namespace checker {
namespace {

void Mix(std::uint64_t value) {
  arena->hash = (arena->hash ^ value) * 0x100000001b3u;
  arena->hash ^= arena->hash >> 29;
}

// How long something may take to come from outside the program before it counts as never.
constexpr int kWaitForOutsideMs = 200;

void CountDecision(Task& task) {
  ++arena->decisions;
  ++task.decisions;
}

struct Candidates {
  Task* tasks[kMaxTasks];
  int count = 0;
  Task* spinners[kMaxTasks];
  int spinner_count = 0;

  void Consider(Task& task) {
    if (!IsEnabled(task)) return;
    if (task.spinning) {
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
  for (int i = me.slot + 1; i < arena->slots; ++i) candidates.Consider(arena->tasks[i]);
  for (int i = 0; i < me.slot; ++i) candidates.Consider(arena->tasks[i]);
  if (!goes_first) candidates.Consider(me);
}

Task* ChooseNext(Task& me) {
  for (;;) {
    if (arena->descriptors_touched) {
      arena->descriptors_touched = false;
      LookAtDescriptors(0);
    }
    Candidates candidates;
    Collect(me, candidates);
    if (candidates.count > 0) {
      arena->polling_steps = 0;
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

Task& WhoDecides() { return arena->tasks[arena->current]; }

void RecordDeviation(int choice, const Task* chosen) {
  if (arena->deviation_count == kMaxDeviations) {
    arena->deviations_lost = true;
    return;
  }
  const Task& task = WhoDecides();
  arena->deviations[arena->deviation_count++] = {
      arena->decisions - 1, static_cast<std::uint32_t>(choice), task.id, task.decisions - 1,
      chosen == nullptr ? -1 : chosen->id};
}

void GiveTurn(Task& task) {
  arena->current = task.slot;
  task.last_turn = arena->decisions;
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
  arena->strategy->OnGranted(task);
  if (tracing && !arena->probing) TraceStep(task, /*blocked=*/false);
  task.accesses = 0;
  NoteStep(task, facts.progress || LooksAtSomethingNew(task, pending.object));
}

}  // namespace

int Decide(ChoiceKind kind, int count, Task* const* tasks) {
  CountDecision(WhoDecides());
  if (count < 2 || arena->probing) return 0;
  ++arena->choices;
  const int choice = kind == ChoiceKind::kTask ? arena->strategy->ChooseTask(tasks, count)
                                               : arena->strategy->ChooseOther(kind, count);
  if (choice != 0) RecordDeviation(choice, tasks == nullptr ? nullptr : tasks[choice]);
  return choice;
}

void Point(const Pending& pending) {
  Task& me = *self;
  me.pending = pending;
  ++arena->steps;
  ++arena->heartbeat;
  if (++me.run_length > kLongestRun) MarkSpinning(me);
  if (arena->probing && ++arena->probe_steps > kLongestProbe)
    ConcludeProbe(/*somebody_got_on=*/true);
  if (arena->steps > kLongestSchedule)
    ReportAndExit("time limit", "the test case does not come to an end");
  arena->strategy->OnArrive(me);
  const bool enabled = IsEnabled(me);
  if (!enabled) NoteBlocked(me);
  if (tracing && !enabled && !arena->probing) TraceStep(me, /*blocked=*/true);
  PassTurn(me, ChooseNext(me));
  if (!enabled) NoteUnblocked(me);
  NoteGranted(me);
  if (arena->plan.memory_points) {
    arena->next_access_decision = arena->strategy->NextAccessDecision(arena->decisions);
  }
}

void AccessPoint(Operation operation, std::uintptr_t address, void* caller) {
  Task& me = *self;
  // Code that only reads memory in a loop would never hand on the turn.
  const bool too_long = ++me.accesses > kLongestRunOfAccesses;
  if (!too_long) {
    if (arena->alive == 1) return;  // nothing can come between
    ++arena->accesses;
    ++me.shared_accesses;
    if (!arena->plan.memory_points) return;
    if (me.spinning || arena->decisions < arena->next_access_decision) {
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
    arena->strategy->OnArrive(me);
    Task* const next = ChooseNext(me);
    if (next != &me) {
      if (tracing && !arena->probing) TraceStep(me, /*blocked=*/false);
      PassTurn(me, next);
      Mix((static_cast<std::uint64_t>(me.id) << 8) | static_cast<std::uint64_t>(operation));
    }
    arena->strategy->OnGranted(me);
    arena->next_access_decision = arena->strategy->NextAccessDecision(arena->decisions);
  }
  me.PopFrame();
}

Task* NewTask() {
  int slot = 0;
  while (slot < arena->slots && arena->tasks[slot].state != TaskState::kFree) ++slot;
  if (slot == kMaxTasks) return nullptr;
  if (slot == arena->slots) ++arena->slots;
  Task& task = arena->tasks[slot];
  RawZero(&task, sizeof task);
  task.slot = slot;
  task.id = arena->tasks_created++;
  task.state = TaskState::kAlive;
  task.pending.operation = Operation::kStart;
  task.pending.deadline = kNever;
  task.process = static_cast<int>(RawCall(SYS_getpid));
  ++arena->alive;
  if (arena->alive > arena->most_alive) arena->most_alive = arena->alive;
  arena->strategy->OnSpawn(task);
  NoteMilestone();
  return &task;
}

void ForgetTask(Task& task) {
  task.state = TaskState::kFree;
  --arena->alive;
  --arena->tasks_created;
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
  --arena->alive;
  ++arena->steps;
  Mix(0xe0 + static_cast<std::uint64_t>(task.id));
  NoteMilestone();
  ReleaseIfUnused(task);
  GiveTurn(*ChooseNext(task));
}

void GiveUp(const char* why) { ReportGivingUp(why); }

}  // namespace checker

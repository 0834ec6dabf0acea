#include "checker/explore/scheduler/other_processes.h"

#include "checker/explore/base/tsan_interface.h"
#include "checker/explore/detect/deadlock_detector.h"
#include "checker/explore/detect/process_race.h"
#include "checker/explore/detect/vector_clock.h"
#include "checker/explore/report/end_of_job.h"
#include "checker/explore/report/report.h"
#include "checker/explore/scheduler/choose_next.h"
#include "checker/explore/scheduler/descriptors.h"
#include "checker/explore/scheduler/process_status.h"
#include "checker/explore/scheduler/scheduling_point.h"
#include "checker/explore/scheduler/turn.h"
#include "checker/explore/state/enabled.h"
#include "checker/explore/state/identity.h"

namespace explore {
namespace {

int fork_clock = 0;  // its address stands for the forks of this process, to ThreadSanitizer

bool IsAliveElsewhere(const Task& task) {
  return task.state == TaskState::kAlive && task.process != this_process;
}

// Whether others can't know if the task may go on.
bool MustBeAsked(const Task& task) {
  switch (task.pending.operation) {
    case Operation::kLock:
    case Operation::kReadLock:
    case Operation::kWriteLock:
    case Operation::kWait:
    case Operation::kAcquire:
    case Operation::kOnce:
    case Operation::kStatic:
    case Operation::kMeet:
    case Operation::kPoll:
    case Operation::kWaitForChild:
      return true;
    default:
      return arena->schedule.probing;
  }
}

void Answer() {
  // Release, partner: the acquire load in Ask.
  __atomic_store_n(&arena->schedule.answer, 1, __ATOMIC_RELEASE);
  RawFutexWake(&arena->schedule.answer);
}

void LookForOthers() {
  for (int i = 0; i < arena->schedule.slots; ++i) {
    Task& task = arena->tasks[i];
    if (task.state == TaskState::kAlive && task.process == this_process)
      task.let_in = IsLetIn(task);
  }
  LookAtDescriptors(0);
  if (arena->schedule.probing) NoteMemoryOfProbe();
}

// Tasks that came to where they wait when there was one process only.
void IdentifyAll() {
  for (int i = 0; i < arena->schedule.slots; ++i) {
    if (arena->tasks[i].state == TaskState::kAlive) Identify(arena->tasks[i].pending);
  }
}

void EndTasksOf(int process) {
  for (int i = 0; i < arena->schedule.slots; ++i) {
    Task& task = arena->tasks[i];
    if (task.process != process || task.state != TaskState::kAlive) continue;
    task.state = TaskState::kDone;
    task.pending = {};
    --arena->schedule.alive;
  }
  arena->processes[process].alive = false;
  arena->schedule.descriptors_touched = true;  // its own are closed
  arena->schedule.NoteMilestone();
}

[[noreturn]] void ReportCrash(int process, int status) {
  Task& current = arena->tasks[arena->schedule.current];
  if (current.process == process) current.pending = {};
  if (arena->schedule.probing) ConcludeProbe(/*somebody_got_on=*/true);
  ReportCrashOfProcess(process, status);
}

// It ended in a way that no override sees, or crashed; that ends the job.
void NoteUnforeseenEnd(int process) {
  const int status = StatusOfGone(arena->processes[process].pid);
  if (IsCrash(status)) ReportCrash(process, status);
  EndTasksOf(process);
}

void Ask(Task& task, TurnWord word) {
  arena->schedule.answer = 0;
  Tell(task.turn, word);
  // Acquire, partner: the release store in Answer.
  while (__atomic_load_n(&arena->schedule.answer, __ATOMIC_ACQUIRE) == 0) {
    WaitForWord(arena->schedule.answer);
    if (__atomic_load_n(&arena->schedule.answer, __ATOMIC_ACQUIRE) != 0) return;
    if (IsGone(arena->processes[task.process].pid)) return NoteUnforeseenEnd(task.process);
  }
}

// The process of the task that has the turn is at its end. The decision is its last: it is made as
// if by that task.
bool TakeOver(Task& helper) {
  Task& ended = arena->tasks[arena->schedule.current];
  AwaitGone(arena->processes[ended.process].pid);
  Task* const mine = self;
  self = nullptr;
  Task& next = *ChooseNext(ended);
  self = mine;
  SetCurrent(next);
  if (&next == &helper) return true;
  Tell(next.turn, kGo);
  return false;
}

}  // namespace

Task* NewProcess() {
  if (arena->schedule.processes == kMaxProcesses) return nullptr;
  Task* const task = NewTask();
  if (task == nullptr) return nullptr;
  const bool first = !SeveralProcesses();
  task->process = arena->schedule.processes++;
  if (first) {
    IdentifyAll();
    StartRaceCheck();
    OrderBegin(*task);
  }
  Process& process = arena->processes[task->process];
  process = {};
  process.parent = this_process;
  process.first_task = task->slot;
  process.alive = true;
  self->KeepInnermost(process.forked_at);
  CopyObjectsFor(*task);
  return task;
}

void ForgetProcess(Task& first_task) {
  arena->processes[first_task.process].alive = false;
  ForgetTask(first_task);
}

void AskOtherProcesses() {
  const std::uint64_t look = ++arena->schedule.looks;
  for (int i = 0; i < arena->schedule.slots; ++i) {
    Task& task = arena->tasks[i];
    if (!IsAliveElsewhere(task) || !MustBeAsked(task)) continue;
    Process& process = arena->processes[task.process];
    if (process.looked == look) continue;
    process.looked = look;
    Ask(task, kLook);
  }
}

void ShowForkToThreads() {
  __tsan_release(&fork_clock);
  for (int i = 0; i < arena->schedule.slots; ++i) {
    Task& task = arena->tasks[i];
    if (&task != self && task.state == TaskState::kAlive && task.process == this_process)
      Ask(task, kShowFork);
  }
}

void ShowEndToForks() { __tsan_release(&fork_clock); }

void ComeAfterFork() { __tsan_acquire(&fork_clock); }

bool Obey(Task& task, TurnWord word) {
  switch (word) {
    case kLook:
      LookForOthers();
      Answer();
      return false;
    case kShowFork:
      __tsan_release(&fork_clock);
      Answer();
      return false;
    case kTakeOver:
      return TakeOver(task);
    case kEndJob:
      EndJob(arena->job.exit_code);
    default:
      return true;
  }
}

// The first task of all looks after the others; who looks after it dies with it.
bool LookAfterProcesses(Task& task) {
  if (this_process != 0) {
    if (IsGone(arena->processes[0].pid)) RawExit(kExitFailed);
    return false;
  }
  if (task.id != 0) return false;
  const int current = __atomic_load_n(&arena->schedule.current, __ATOMIC_RELAXED);
  const int process = arena->tasks[current].process;
  if (process == 0 || !IsGone(arena->processes[process].pid)) return false;
  // It is gone, so what it has told anybody before can be seen by now.
  if (__atomic_load_n(&task.turn, __ATOMIC_ACQUIRE) != kStay) return false;
  if (__atomic_load_n(&arena->schedule.current, __ATOMIC_RELAXED) != current) return false;
  NoteUnforeseenEnd(process);
  return TakeOver(task);
}

void AwaitEnd(int process) {
  AwaitGone(arena->processes[process].pid);
  OrderAfterProcess(process);
  EndTasksOf(process);
}

void LeaveProcess(int code, int signal) {
  if (UnderControl()) Point({Operation::kExit});
  EndProcess(code, signal);
}

void EndProcess(int code, int signal) {
  EndTasksOf(this_process);
  self = nullptr;
  Tell(arena->tasks[0].turn, kTakeOver);
  if (signal != 0) RawCall(SYS_kill, RawCall(SYS_getpid), signal);
  RawExit(code);
}

int ProcessWithPid(int pid) {
  for (int i = 1; i < arena->schedule.processes; ++i) {
    if (arena->processes[i].pid == pid) return i;
  }
  return 0;
}

void NoteWaitedFor(int pid) {
  const int process = ProcessWithPid(pid);
  if (process == 0) return;
  arena->processes[process].pid = 0;  // the system may use it again
  for (int i = 0; i < arena->schedule.slots; ++i) {
    Task& task = arena->tasks[i];
    if (task.process == process) task.state = TaskState::kFree;
  }
}

}  // namespace explore

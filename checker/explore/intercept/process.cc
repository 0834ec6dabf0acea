// fork: the child is a process of the same schedule; its first task is the copy of the thread that
// forks.
#include <errno.h>
#include <unistd.h>

#include "checker/explore/base/raw.h"
#include "checker/explore/intercept/fork_handlers.h"
#include "checker/explore/scheduler/other_processes.h"
#include "checker/explore/scheduler/scheduling_point.h"
#include "checker/explore/scheduler/turn.h"
#include "checker/explore/state/call_site.h"

extern "C" pid_t __interceptor_fork();

namespace explore {
namespace {

// A thread that is just being made may hold locks of the runtime.
void LetThreadsArrive() {
  for (int i = 0; i < arena->schedule.slots; ++i) {
    Task& task = arena->tasks[i];
    if (task.state != TaskState::kAlive || !task.body_is_ours) continue;
    if (task.process != this_process) continue;
    // Acquire, partner: the release store in RunTask (intercept/thread.cc).
    while (__atomic_load_n(&task.arrived, __ATOMIC_ACQUIRE) == 0) RawCall(SYS_sched_yield);
  }
}

// A failure that the test ordered (checker/testing/process.h).
bool ForkFails() {
  if (!arena->schedule.fork_failures.NextFails()) return false;
  errno = arena->schedule.fork_error;
  return true;
}

// What the child's task has of the thread that forks.
void CopyTask(Task& to, const Task& from) {
  to.stack_top = from.stack_top;
  to.thread = from.thread;
  to.fences = from.fences;
  to.depth = from.depth;
  for (int i = 0; i < from.depth && i < kMaxFrames; ++i) to.frames[i] = from.frames[i];
}

// In the child, which waits like a new thread.
void BeginProcess(Task& task) {
  this_process = task.process;
  task.thread_id = static_cast<int>(RawCall(SYS_gettid));
  WaitForTurn(task);
  self = &task;
  ComeAfterFork();
  AfterForkInChild();
}

pid_t ForkAs(Task& child) {
  CopyTask(child, *self);
  ShowForkToThreads();
  const pid_t pid = _Fork();
  if (pid == 0) {
    BeginProcess(child);
  } else if (pid < 0) {
    ForgetProcess(child);
  } else {
    arena->processes[child.process].pid = pid;
  }
  return pid;
}

pid_t Fork() {
  PrepareForFork();
  Point({Operation::kFork});
  pid_t pid = -1;
  if (!ForkFails()) {
    LetThreadsArrive();
    Task* const child = NewProcess();
    if (child == nullptr) GiveUp("too many processes");
    pid = ForkAs(*child);
  }
  if (pid != 0) AfterForkInParent();
  return pid;
}

}  // namespace
}  // namespace explore

using namespace explore;  // NOLINT: only an override follows

extern "C" pid_t fork() {
  EXPLORE_OVERRIDE(__interceptor_fork());
  return Fork();
}

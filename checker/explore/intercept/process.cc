// fork: the child runs to its end before the parent goes on, so it needs no scheduling between the
// two; what a lock is worth in the child of a fork can be tried.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "checker/explore/base/raw.h"
#include "checker/explore/intercept/fork_handlers.h"
#include "checker/explore/report/report.h"
#include "checker/explore/scheduler/scheduling_point.h"
#include "checker/explore/state/call_site.h"

extern "C" pid_t __interceptor_fork();

namespace explore {
namespace {

// The child goes on with a copy of the arena: its schedule is no longer the parent's.
void TakePrivateArena() {
  const long copy = RawCall(SYS_mmap, 0, sizeof(Arena), PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  RawCopy(reinterpret_cast<void*>(copy), arena, sizeof(Arena));
  RawCall(SYS_mremap, copy, sizeof(Arena), sizeof(Arena), MREMAP_MAYMOVE | MREMAP_FIXED,
          reinterpret_cast<long>(arena));
}

// Only the forking thread lives on in the child. What the others hold stays held.
void LoseOtherTasks() {
  for (int i = 0; i < arena->schedule.slots; ++i) {
    Task& task = arena->tasks[i];
    if (&task == self || task.state != TaskState::kAlive) continue;
    task.lost = true;
    --arena->schedule.alive;
  }
  self->thread_id = static_cast<int>(RawCall(SYS_gettid));
  self->process = static_cast<int>(RawCall(SYS_getpid));
}

// ThreadSanitizer can't know that a fork shows the child all that the lost threads did before, and
// would take the child's first access to their data for a race.
void TellNoRaces() {
  const long nowhere = RawCall(SYS_open, reinterpret_cast<long>("/dev/null"), O_WRONLY, 0);
  __sanitizer_set_report_fd(reinterpret_cast<void*>(nowhere));
  __tsan_ignore_thread_begin();
}

// A thread that is just being made may hold locks of the runtime.
void LetThreadsArrive() {
  for (int i = 0; i < arena->schedule.slots; ++i) {
    Task& task = arena->tasks[i];
    if (task.state != TaskState::kAlive || !task.body_is_ours) continue;
    // Acquire, partner: the release store in RunTask (intercept/thread.cc).
    while (__atomic_load_n(&task.arrived, __ATOMIC_ACQUIRE) == 0) RawCall(SYS_sched_yield);
  }
}

// The child failed, and so does this schedule.
void TakeOverFailure(const siginfo_t& end) {
  if (end.si_code != CLD_EXITED || end.si_status != kExitChildFailed) return;
  arena->job.failure_written = true;
  Assign(arena->schedule.outcome, *arena->job.child_outcome);
  RawExit(kExitFailed);
}

// Waits for the child's end, but leaves it for the program's waitpid. In real time: the child can't
// wait for anything but time, unless it waits for its parent.
void LetChildRun(pid_t child) {
  constexpr int kMostMs = 5'000;
  const long end_of_child = RawCall(SYS_pidfd_open, child);
  pollfd end = {static_cast<int>(end_of_child), POLLIN, 0};
  RawCall(SYS_poll, reinterpret_cast<long>(&end), 1, kMostMs);
  RawCall(SYS_close, end_of_child);
  siginfo_t info;
  RawZero(&info, sizeof info);
  const long result = RawCall(SYS_waitid, P_PID, child, reinterpret_cast<long>(&info),
                              WEXITED | WNOHANG | WNOWAIT, 0);
  if (result != 0) return;
  const bool waits = info.si_code == CLD_EXITED && info.si_status == kExitChildWaits;
  if (info.si_pid == child && !waits) return TakeOverFailure(info);
  RawCall(SYS_kill, child, SIGKILL);
  ReportUncontrolledCall("fork: the child waits for its parent");
}

void BeginChild() {
  RawCall(SYS_prctl, PR_SET_PDEATHSIG, SIGKILL);
  BecomeForkedChild();
  TakePrivateArena();
  LoseOtherTasks();
  TellNoRaces();
  AfterForkInChild();
}

pid_t Fork() {
  PrepareForFork();
  Point({Operation::kCreate});
  LetThreadsArrive();
  const pid_t child = _Fork();
  if (child > 0) LetChildRun(child);
  if (child != 0) {
    AfterForkInParent();
    return child;
  }
  BeginChild();
  return 0;
}

}  // namespace

}  // namespace explore

using namespace explore;  // NOLINT: only overrides follow

extern "C" {

pid_t fork() {
  EXPLORE_OVERRIDE(__interceptor_fork());
  return Fork();
}

void _exit(int code) {
  if (IsForkedChild()) LeaveForkedChild(code);
  RawExit(code);
}

}  // extern "C"

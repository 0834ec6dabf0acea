// fork: the child runs to its end before the parent goes on, so it needs no scheduling between the
// two; what a lock is worth in the child of a fork can be tried. Other calls around processes and
// signals can't be controlled yet: met in a controlled thread they end the job as such, instead of
// a hang or a wrong verdict.
#include <dlfcn.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "checker/explore/core.h"
#include "checker/explore/raw.h"
#include "checker/explore/report.h"
#include "checker/explore/tsan.h"

extern "C" {
pid_t __interceptor_fork();
pid_t __interceptor_vfork();
int __interceptor_pause();
int __interceptor_sigwait(const sigset_t*, int*);
int __interceptor_sigsuspend(const sigset_t*);
int __interceptor_epoll_wait(int, epoll_event*, int, int);
}

namespace checker {
namespace {

constexpr int kExitChildFailed = 113;  // the child has told a failure of its own

bool is_child = false;

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
  for (int i = 0; i < arena->slots; ++i) {
    Task& task = arena->tasks[i];
    if (&task == self || task.state != TaskState::kAlive) continue;
    task.lost = true;
    --arena->alive;
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
  for (int i = 0; i < arena->slots; ++i) {
    Task& task = arena->tasks[i];
    if (task.state != TaskState::kAlive || !task.body_is_ours) continue;
    // Acquire, partner: the release store in RunTask (intercept/thread.cc).
    while (__atomic_load_n(&task.arrived, __ATOMIC_ACQUIRE) == 0) RawCall(SYS_sched_yield);
  }
}

// The child failed, and so does this schedule.
void TakeOverFailure(const siginfo_t& end) {
  if (end.si_code != CLD_EXITED || end.si_status != kExitChildFailed) return;
  arena->failure_written = true;
  RawCopy(&arena->outcome, arena->child_outcome, sizeof(Outcome));
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
  if (info.si_pid == child) return TakeOverFailure(info);
  RawCall(SYS_kill, child, SIGKILL);
  ReportUncontrolledCall("fork: the child waits for its parent");
}

pid_t Fork() {
  Point({Operation::kCreate});
  LetThreadsArrive();
  if (arena->child_outcome == nullptr) {
    arena->child_outcome = static_cast<Outcome*>(MapShared(sizeof(Outcome)));
  }
  const pid_t child = _Fork();  // without handlers, which take milliseconds in this runtime
  if (child > 0) LetChildRun(child);
  if (child != 0) return child;
  RawCall(SYS_prctl, PR_SET_PDEATHSIG, SIGKILL);
  is_child = true;
  TakePrivateArena();
  LoseOtherTasks();
  TellNoRaces();
  return 0;
}

void Refuse(const char* name, void* caller) {
  if (!UnderControl()) return;
  Place place(caller);
  ReportUncontrolledCall(name);
}

template <class Function>
Function Real(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

}  // namespace

bool IsForkedChild() { return is_child; }

// A failure that the child has told ends the parent's schedule too.
void LeaveForkedChild(int code) {
  const bool failed = arena->outcome.kind[0] != 0 || arena->outcome.race;
  if (failed) {
    if (!arena->failure_written) ReportNotedFailure();
    RawCopy(arena->child_outcome, &arena->outcome, sizeof(Outcome));
  }
  for (;;) RawCall(SYS_exit_group, failed ? kExitChildFailed : code);
}

}  // namespace checker

using namespace checker;  // NOLINT: only overrides follow

extern "C" {

pid_t fork() {
  if (!UnderControl()) return __interceptor_fork();
  Frame frame(CHECKER_CALLER(), CHECKER_FRAME());
  return Fork();
}

void _exit(int code) {
  if (is_child) LeaveForkedChild(code);
  RawExit(code);
}

pid_t vfork() {
  Refuse("vfork", CHECKER_CALLER());
  return fork();
}

int system(const char* command) {
  Refuse("system", CHECKER_CALLER());
  return Real<int (*)(const char*)>("system")(command);
}

FILE* popen(const char* command, const char* mode) {
  Refuse("popen", CHECKER_CALLER());
  return Real<FILE* (*)(const char*, const char*)>("popen")(command, mode);
}

int posix_spawn(pid_t* child, const char* path, const posix_spawn_file_actions_t* actions,
                const posix_spawnattr_t* attributes, char* const* arguments,
                char* const* environment) {
  Refuse("posix_spawn", CHECKER_CALLER());
  return Real<decltype(&posix_spawn)>("posix_spawn")(child, path, actions, attributes, arguments,
                                                     environment);
}

int pthread_cancel(pthread_t thread) {
  Refuse("pthread_cancel", CHECKER_CALLER());
  return Real<int (*)(pthread_t)>("pthread_cancel")(thread);
}

int pause() {
  Refuse("pause", CHECKER_CALLER());
  return __interceptor_pause();
}

int sigwait(const sigset_t* signals, int* signal) {
  Refuse("sigwait", CHECKER_CALLER());
  return __interceptor_sigwait(signals, signal);
}

int sigsuspend(const sigset_t* signals) {
  Refuse("sigsuspend", CHECKER_CALLER());
  return __interceptor_sigsuspend(signals);
}

int epoll_wait(int epoll, epoll_event* events, int count, int milliseconds) {
  Refuse("epoll_wait", CHECKER_CALLER());
  return __interceptor_epoll_wait(epoll, events, count, milliseconds);
}

}  // extern "C"

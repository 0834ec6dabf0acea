#include "checker/explore/engine/supervisor.h"

#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "checker/explore/base/program.h"
#include "checker/explore/base/raw.h"
#include "checker/explore/engine/schedule.h"
#include "checker/explore/engine/watchdog.h"
#include "checker/explore/intercept/descriptor.h"
#include "checker/explore/intercept/process_end.h"
#include "checker/explore/intercept/thread.h"
#include "checker/explore/report/end_of_job.h"
#include "checker/explore/report/record.h"
#include "checker/explore/report/report.h"
#include "checker/explore/report/thread_snapshot.h"

namespace explore {
namespace {

struct Job {
  int (*run)(void*);
  void* argument;
};

// One core for all threads: only one runs at a time, and a hand-over on one core is cheapest.
void PinToThisCore() {
  unsigned core = 0;
  if (RawCall(SYS_getcpu, reinterpret_cast<long>(&core)) != 0) return;
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(core, &set);
  sched_setaffinity(0, sizeof set, &set);
}

[[noreturn, gnu::noinline]] void RunFromHere(Job& job) {
  SetStackTop(reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)));
  RawExit(job.run(job.argument));
}

// libstdc++ picks wait queues by address: so the frames of a test have to lie at the same places
// within their pages, wherever the kernel put the stack and whatever the environment takes of it.
[[noreturn, gnu::noinline]] void RunFromStartOfPage(Job& job) {
  constexpr std::size_t kPageBytes = 4096;
  const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
  auto* const skipped = static_cast<volatile char*>(__builtin_alloca(here % kPageBytes + 1));
  *skipped = 0;  // or the compiler would leave it out
  RunFromHere(job);
}

// The test runs in the thread that ran the static initialisers, as it would by itself: what these
// noted for the main thread (thread_local variables, its id) must be found there.
[[noreturn]] void BeChild(Job& job, bool controlled) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (controlled) PinToThisCore();
  PrepareThreads();
  PrepareProcesses();
  NoteStandardFiles();
  RunFromStartOfPage(job);
}

// A record that the child can't write any more, told from what it left in the arena.
void ReportForChild(FindingKind kind, const char* message, int signal) {
  if (arena->job.failure_written || !arena->schedule.active) return;
  TextOf<256> text;
  text.Add(message);
  if (signal != 0) text.Number(signal);
  if (arena->schedule.probing) {  // a woken sleeper that crashes has got on
    ReportSnapshotAs(FindingKind::kLostWakeUp,
                     "a thread sleeps although what it waits for has happened");
    return;
  }
  Task* const task = &arena->tasks[arena->schedule.current];
  if (task->state == TaskState::kAlive) task->pending = {};
  TakeThreadSnapshot();
  ReportSnapshotAs(kind, text.c_str());
}

int GiveUpOn(pid_t child, Silence silence, const char* call, bool controlled) {
  RawCall(SYS_kill, child, SIGKILL);
  KillOtherProcesses();
  int status = 0;
  waitpid(child, &status, 0);
  if (!controlled) return kExitUncontrolled;
  if (silence == Silence::kBusy) {
    ReportForChild(FindingKind::kTimeLimit, "a thread ran for long without any synchronisation", 0);
    return kExitFailed;
  }
  self = &arena->tasks[arena->schedule.current];  // its stack shows the call
  ReportUncontrolledCall(call);
}

int Watch(pid_t child, bool controlled) {
  const int fd = static_cast<int>(RawCall(SYS_pidfd_open, child, 0));
  Watchdog watchdog;
  for (;;) {
    pollfd end = {fd, POLLIN, 0};
    const long count = fd < 0 ? 0 : 1;
    if (RawCall(SYS_poll, reinterpret_cast<long>(&end), count, Watchdog::kLookEveryMs) < 0) {
      continue;
    }
    int status = 0;
    if (waitpid(child, &status, WNOHANG) == child) {
      if (fd >= 0) RawCall(SYS_close, fd);
      KillOtherProcesses();
      return ReportEndOfChild(status);
    }
    if (end.revents != 0) continue;
    const Silence silence = watchdog.Look(child);
    if (silence != Silence::kNone) return GiveUpOn(child, silence, watchdog.call(), controlled);
  }
}

}  // namespace

int ReportEndOfChild(int status) {
  if (WIFEXITED(status)) {
    const int code = WEXITSTATUS(status);
    if (code == kExitRace && !arena->job.ended) {
      ReportForChild(FindingKind::kCrash,
                     "invalid memory access: ThreadSanitizer's report tells the place, signal ",
                     SIGSEGV);
    }
    return code;
  }
  ReportForChild(FindingKind::kCrash, "the program was ended by signal ", WTERMSIG(status));
  if (!arena->job
           .failure_written) {  // outside any schedule: whoever started us shall see the signal
    signal(WTERMSIG(status), SIG_DFL);
    RawCall(SYS_kill, RawCall(SYS_getpid), WTERMSIG(status));
  }
  return kExitFailed;
}

int RunSupervised(int (*job)(void*), void* argument, bool controlled) {
  Job description{job, argument};
  LocateProgram();
  TheThreadSnapshot();          // which is shared with the child from here on
  const pid_t child = _Fork();  // without the handlers of fork(), which take milliseconds here
  if (child == 0) BeChild(description, controlled);
  if (child < 0) return kExitUsage;
  return Watch(child, controlled);
}

}  // namespace explore

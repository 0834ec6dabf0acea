// The end of a process: by itself, or by a signal.
#include "checker/explore/intercept/process_end.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "checker/explore/base/raw.h"
#include "checker/explore/report/end_of_job.h"
#include "checker/explore/report/report.h"
#include "checker/explore/scheduler/other_processes.h"
#include "checker/explore/scheduler/process_status.h"
#include "checker/explore/scheduler/scheduling_point.h"
#include "checker/explore/state/call_site.h"

extern "C" int __interceptor_kill(int pid, int signal);
extern "C" int __interceptor_raise(int signal);

namespace explore {
namespace {

// Registered first of all, so that what the program registered runs before.
void OnExit(int code, void*) {
  if (self == nullptr || this_process == 0) return;
  {
    Silently silently;
    fflush(nullptr);
  }
  LeaveProcess(code);
}

// To another process of the schedule. Who can't survive the signal is gone when this returns.
int Send(int process, int signal) {
  Point({.operation = Operation::kKill, .object = static_cast<std::uintptr_t>(process)});
  const int pid = arena->processes[process].pid;
  const bool alive = arena->processes[process].alive;
  const Effect effect = alive ? EffectOf(signal, pid) : Effect::kNone;
  if (effect == Effect::kOther) ReportUncontrolledCall("a signal to a process that handles it");
  const int error = __interceptor_kill(pid, signal);
  if (effect == Effect::kEnd && error == 0) AwaitEnd(process);
  return error;
}

// Whether the calling process ends by a signal that it sends to itself.
bool EndsItself(int signal) {
  return this_process != 0 &&
         EffectOf(signal, static_cast<int>(RawCall(SYS_getpid))) == Effect::kEnd;
}

int Kill(int pid, int signal) {
  if (pid <= 0 && signal != 0) ReportUncontrolledCall("kill of a group of processes");
  if (pid == RawCall(SYS_getpid)) {
    if (EndsItself(signal)) LeaveProcess(0, signal);
  } else if (const int process = ProcessWithPid(pid)) {
    return Send(process, signal);
  }
  return __interceptor_kill(pid, signal);
}

}  // namespace

void PrepareProcesses() { on_exit(OnExit, nullptr); }

}  // namespace explore

using namespace explore;  // NOLINT: only overrides follow

extern "C" {

void _exit(int code) {
  if (self != nullptr && this_process != 0) {
    CallSite site(EXPLORE_CALLER());
    LeaveProcess(code);
  }
  if (arena != nullptr && SeveralProcesses() && this_process == 0) KillOtherProcesses();
  RawExit(code);
}

int kill(pid_t pid, int signal) noexcept {
  EXPLORE_OVERRIDE(__interceptor_kill(pid, signal));
  return Kill(pid, signal);
}

int raise(int signal) noexcept {
  EXPLORE_OVERRIDE(__interceptor_raise(signal));
  if (EndsItself(signal)) LeaveProcess(0, signal);
  return __interceptor_raise(signal);
}

}  // extern "C"

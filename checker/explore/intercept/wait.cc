// Waiting for the end of a child. The real call comes when it need not wait; who may be waited for,
// and whether anybody has ended, is asked of the kernel (state/enabled.cc).
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>

#include "checker/explore/scheduler/other_processes.h"
#include "checker/explore/scheduler/scheduling_point.h"
#include "checker/explore/state/call_site.h"

extern "C" {
pid_t __interceptor_waitpid(pid_t pid, int* status, int options);
pid_t __interceptor_wait4(pid_t pid, int* status, int options, rusage* usage);
int __interceptor_waitid(idtype_t type, id_t id, siginfo_t* info, int options);
}

namespace explore {
namespace {

void WaitForChild(idtype_t type, id_t id, int options) {
  const bool waits = (options & WNOHANG) == 0;
  const int process = type == P_PID ? ProcessWithPid(static_cast<int>(id)) : 0;
  Point({.operation = waits ? Operation::kWaitForChild : Operation::kLookForChild,
         .object = static_cast<std::uintptr_t>(process),
         .second = id,
         .argument = type});
}

// As waitpid names children.
void WaitForChild(pid_t pid, int options) {
  if (pid > 0) return WaitForChild(P_PID, static_cast<id_t>(pid), options);
  if (pid == -1) return WaitForChild(P_ALL, 0, options);
  WaitForChild(P_PGID, static_cast<id_t>(-pid), options);
}

pid_t Wait(pid_t pid, int* status, int options, rusage* usage) {
  WaitForChild(pid, options);
  const pid_t ended = __interceptor_wait4(pid, status, options, usage);
  if (ended > 0) NoteWaitedFor(ended);
  return ended;
}

int WaitId(idtype_t type, id_t id, siginfo_t* info, int options) {
  WaitForChild(type, id, options);
  siginfo_t ended;
  siginfo_t* const into = info == nullptr ? &ended : info;
  into->si_pid = 0;
  const int error = __interceptor_waitid(type, id, into, options);
  if (error == 0 && into->si_pid != 0 && (options & WNOWAIT) == 0) NoteWaitedFor(into->si_pid);
  return error;
}

}  // namespace
}  // namespace explore

using namespace explore;  // NOLINT: only overrides follow

extern "C" {

pid_t wait(int* status) {
  EXPLORE_OVERRIDE(__interceptor_waitpid(-1, status, 0));
  return Wait(-1, status, 0, nullptr);
}

pid_t waitpid(pid_t pid, int* status, int options) {
  EXPLORE_OVERRIDE(__interceptor_waitpid(pid, status, options));
  return Wait(pid, status, options, nullptr);
}

pid_t wait3(int* status, int options, rusage* usage) noexcept {
  EXPLORE_OVERRIDE(__interceptor_wait4(-1, status, options, usage));
  return Wait(-1, status, options, usage);
}

pid_t wait4(pid_t pid, int* status, int options, rusage* usage) noexcept {
  EXPLORE_OVERRIDE(__interceptor_wait4(pid, status, options, usage));
  return Wait(pid, status, options, usage);
}

int waitid(idtype_t type, id_t id, siginfo_t* info, int options) {
  EXPLORE_OVERRIDE(__interceptor_waitid(type, id, info, options));
  return WaitId(type, id, info, options);
}

}  // extern "C"

#include "checker/explore/detect/children.h"

#include <sys/wait.h>

#include "checker/explore/base/raw.h"
#include "checker/explore/report/report.h"
#include "checker/explore/state/arena.h"

namespace explore {
namespace {

// The id of one that has ended; 0 if there is none.
int WaitForOne() {
  siginfo_t info;
  RawZero(&info, sizeof info);
  const long error =
      RawCall(SYS_waitid, P_ALL, 0, reinterpret_cast<long>(&info), WEXITED | WNOHANG, 0);
  return error == 0 ? info.si_pid : 0;
}

void NoteLeak(const Process& process) {
  if (!arena->job.policy.counts_leaks || arena->schedule.outcome.failed) return;
  NoteLeftBehind(Operation::kFork, "a child process has ended, but nobody has waited for it",
                 process.forked_at);
}

}  // namespace

void LookForChildren() {
  while (const int pid = WaitForOne()) {
    for (int i = 1; i < arena->schedule.processes; ++i) {
      if (arena->processes[i].pid == pid) NoteLeak(arena->processes[i]);
    }
  }
}

}  // namespace explore

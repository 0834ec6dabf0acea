#include "checker/explore/report/end_of_job.h"

#include <signal.h>

#include "checker/explore/base/raw.h"

namespace explore {

void EndJob(int code) {
  KillOtherProcesses();
  if (this_process != 0) {  // whoever waits for the job looks at the first process
    arena->job.exit_code = code;
    Tell(arena->tasks[0].turn, kEndJob);
  }
  RawExit(code);
}

void KillOtherProcesses() {
  for (int i = 1; i < arena->schedule.processes; ++i) {
    const Process& process = arena->processes[i];
    if (i == this_process || !process.alive || process.pid <= 0) continue;
    RawCall(SYS_kill, process.pid, SIGKILL);
  }
}

}  // namespace explore

#include "checker/explore/state/arena.h"

#include <sys/mman.h>

#include "checker/explore/base/raw.h"

namespace explore {

Arena* arena = nullptr;
__thread Task* self __attribute__((tls_model("initial-exec"))) = nullptr;
int this_process = 0;

void* MapShared(std::size_t bytes) {
  const long memory = RawCall(SYS_mmap, 0, static_cast<long>(bytes), PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory < 0 && memory > -4096) RawExit(2);
  return reinterpret_cast<void*>(memory);
}

void MapArena() {
  static const JobState kFreshJob;
  arena = static_cast<Arena*>(MapShared(sizeof(Arena)));
  Assign(arena->job, kFreshJob);
  ResetSchedule(Plan());
}

void ResetSchedule(const Plan& plan) {
  static const ScheduleState kFreshSchedule;
  Assign(arena->schedule, kFreshSchedule);
  arena->schedule.plan = plan;
  ++arena->job.generation;
  Process& first = arena->processes[0];
  first = {};
  first.pid = static_cast<int>(RawCall(SYS_getpid));
  first.alive = true;
  for (Task& task : arena->tasks) {
    if (task.state == TaskState::kFree && task.id == 0) break;  // never used
    task.state = TaskState::kFree;
  }
}

}  // namespace explore

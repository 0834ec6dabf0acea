#include "checker/explore/detect/livelock.h"

#include "checker/explore/detect/deadlock_detector.h"
#include "checker/explore/report/report.h"
#include "checker/explore/state/enabled.h"

namespace explore {
namespace {

bool SomebodyIsBlocked() {
  for (int i = 0; i < arena->schedule.slots; ++i) {
    const Task& task = arena->tasks[i];
    if (task.state == TaskState::kAlive && task.pending.operation != Operation::kFinish &&
        !IsEnabled(task)) {
      return true;
    }
  }
  return false;
}

int RecentlyRunning() {
  int running = 0;
  for (int i = 0; i < arena->schedule.slots; ++i) {
    if (arena->tasks[i].state == TaskState::kAlive && IsEnabled(arena->tasks[i])) ++running;
  }
  return running;
}

}  // namespace

void ReportEndlessRun(Task& task, int running) {
  if (arena->schedule.probing) HandleStuckSchedule(task);
  const bool alone = running < 2;
  if (alone || NextDeadline() != kNever) {
    ReportAndExit(FindingKind::kBusyWaiting,
                  "a thread keeps running only to look whether it may go on");
  }
  ReportAndExit(FindingKind::kLivelock, "threads keep running, but none of them gets on");
}

void ReportIfNobodyGetsOn(Task& task) {
  if (SomebodyIsBlocked()) ReportEndlessRun(task, RecentlyRunning());
}

}  // namespace explore

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

// So often has a task woken up in vain that it counts for asleep.
constexpr int kManyNaps = 100;

// Sleeps to be woken by others, not only for some time.
bool CanBeWoken(const Task& task) {
  return task.pending.operation != Operation::kSleep && task.pending.operation != Operation::kPoll;
}

bool IsStuckWithATimeLimit(const Task& task) {
  return task.pending.deadline != kNever && CanBeWoken(task) && task.idleness.naps > kManyNaps;
}

bool NobodyWillLetAnybodyOn() {
  for (int i = 0; i < arena->schedule.slots; ++i) {
    const Task& task = arena->tasks[i];
    if (task.state != TaskState::kAlive) continue;
    const bool stuck = task.pending.deadline == kNever && CanBeWoken(task) && !IsEnabled(task);
    if (!stuck && !IsStuckWithATimeLimit(task)) return false;
  }
  return true;
}

}  // namespace

void ReportEndlessNaps(const Task& task) {
  if (IsStuckWithATimeLimit(task) && NobodyWillLetAnybodyOn()) {
    ReportAndExit(FindingKind::kDeadlock,
                  "no thread gets on: those with a time limit wake up only to wait again");
  }
  if (arena->schedule.alive == 1) return;
  ReportAndExit(FindingKind::kBusyWaiting,
                "a thread sleeps in slices only to look whether it may go on");
}

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

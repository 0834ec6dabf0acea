#include "checker/explore/progress.h"

#include "checker/explore/clock.h"
#include "checker/explore/core.h"
#include "checker/explore/enabled.h"
#include "checker/explore/random.h"
#include "checker/explore/report.h"
#include "checker/explore/stuck.h"

namespace checker {
namespace {

// Tasks that could go on if only somebody let them: without any, a long run is just long work.
bool SomebodyIsBlocked() {
  for (int i = 0; i < arena->slots; ++i) {
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
  for (int i = 0; i < arena->slots; ++i) {
    if (arena->tasks[i].state == TaskState::kAlive && IsEnabled(arena->tasks[i])) ++running;
  }
  return running;
}

bool KeepsItsTurn(Task* const* spinners, int count) {
  for (int i = 0; i < count; ++i) {
    if (spinners[i]->slot != arena->current) continue;
    if (arena->spinner_points == 0) return false;
    --arena->spinner_points;
    return true;
  }
  return false;
}

Task* LongestWaiting(Task* const* spinners, int count) {
  arena->spinner_points = Random(arena->polling_steps).Below(kLongestTurn);
  Task* longest = spinners[0];
  for (int i = 1; i < count; ++i) {
    if (spinners[i]->last_turn < longest->last_turn) longest = spinners[i];
  }
  return longest;
}

void ReportEndlessRun(Task& task, int running) {
  if (arena->probing) HandleStuckSchedule(task);
  const bool alone = running < 2;
  if (alone || NextDeadline() != kNever) {
    ReportAndExit("busy waiting", "a thread keeps running only to look whether it may go on");
  }
  ReportAndExit("livelock", "threads keep running, but none of them gets on");
}

}  // namespace

void NoteMilestone() { arena->quiet_steps = 0; }

void NoteBlocked(Task&) { NoteMilestone(); }

void NoteUnblocked(Task& task) {
  NoteMilestone();
  task.clock_reads = 0;
  const Pending& pending = task.pending;
  if (pending.operation == Operation::kJoin || !TimeIsOver(task) || task.signalled) return;
  if (arena->ordinary_program) return;
  if (++task.naps > kMostNaps && !arena->probing && arena->alive > 1) {
    ReportAndExit("busy waiting", "a thread sleeps in slices only to look whether it may go on");
  }
}

void NoteProgress(Task& task) {
  task.idle = 0;
  task.naps = 0;
  task.clock_reads = 0;
  task.spinning = false;
  arena->polling_steps = 0;
  if (arena->spinning == 0) return;
  arena->spinning = 0;
  for (int i = 0; i < arena->slots; ++i) {
    Task& other = arena->tasks[i];
    if (!other.spinning) continue;
    other.spinning = false;
    other.idle = kPatience / 2;
  }
}

bool LooksAtSomethingNew(Task& task, std::uintptr_t object) {
  for (const std::uintptr_t known : task.looked_at) {
    if (known == object) return false;
  }
  task.looked_at[task.looks++ % kKeptLooks] = object;
  return true;
}

void MarkSpinning(Task& task) {
  task.run_length = 0;
  if (task.spinning) return;
  task.spinning = true;
  ++arena->spinning;
  arena->strategy->OnSpinning(task);
}

void NoteStep(Task& task, bool progress) {
  if (progress) {
    NoteProgress(task);
  } else if (++task.idle > kPatience) {
    MarkSpinning(task);
  }
  const bool ordinary = arena->ordinary_program;
  if (++arena->quiet_steps > (ordinary ? kLongestQuietOfAProgram : kLongestQuiet)) {
    if (SomebodyIsBlocked()) ReportEndlessRun(task, RecentlyRunning());
    arena->quiet_steps = 0;
  }
  if (ordinary && arena->quiet_steps % kQuietUntilTimePasses == 0) AdvanceClock();
}

void NoteLoneStep() {
  ++arena->heartbeat;
  if (++arena->steps > kLongestSchedule) {
    ReportAndExit("time limit", "the test case does not come to an end");
  }
}

Task* NextSpinner(Task* const* spinners, int count) {
  Task* const next = KeepsItsTurn(spinners, count) ? &arena->tasks[arena->current]
                                                   : LongestWaiting(spinners, count);
  if (arena->ordinary_program && arena->polling_steps > kLongestToleratedPolling &&
      AdvanceClock()) {
    arena->polling_steps = 0;
  }
  if (++arena->polling_steps > kLongestPolling && arena->alive > 1) {
    ReportEndlessRun(*next, count);
  }
  return next;
}

}  // namespace checker

#include "checker/explore/scheduler/turn.h"

#include "checker/explore/scheduler/other_processes.h"
#include "checker/explore/scheduler/process_status.h"

namespace explore {
namespace {

// With other processes, which may die without a word, a task that waits looks up now and then.
// Returns whether it has the turn by that.
bool WaitFurther(Task& task) {
  if (!SeveralProcesses()) {
    RawFutexWait(&task.turn, kStay);
    return false;
  }
  WaitForWord(task.turn);
  return __atomic_load_n(&task.turn, __ATOMIC_RELAXED) == kStay && LookAfterProcesses(task);
}

}  // namespace

void SetCurrent(Task& task) {
  arena->schedule.current = task.slot;
  task.last_turn = arena->schedule.decisions;
}

void GiveTurn(Task& task) {
  SetCurrent(task);
  Tell(task.turn, kGo);
}

void WaitForTurn(Task& task) {
  for (;;) {
    // Acquire, partner: the release store in Tell.
    const int word = __atomic_load_n(&task.turn, __ATOMIC_ACQUIRE);
    if (word == kStay) {
      if (WaitFurther(task)) return;
      continue;
    }
    // Relaxed: the next store to `turn` comes only after this task has handed on the turn or has
    // answered, both by release stores.
    __atomic_store_n(&task.turn, kStay, __ATOMIC_RELAXED);
    if (word == kGo || Obey(task, static_cast<TurnWord>(word))) return;
  }
}

}  // namespace explore

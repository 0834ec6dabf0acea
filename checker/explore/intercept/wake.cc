#include "checker/explore/intercept/wake.h"

#include "checker/explore/detect/deadlock_detector.h"
#include "checker/explore/scheduler/scheduling_point.h"
#include "checker/explore/state/enabled.h"
#include "checker/explore/state/identity.h"

namespace explore {
namespace {

// Those who can be picked. One whose time is just over, but who has not run since, may be seen
// either way: still asleep, or gone already and out of a notify's reach.
int FindSleepers(Operation operation, std::uintptr_t address, Task** sleepers) {
  const std::uintptr_t identity = IdentityOf(address);
  int count = 0;
  for (int i = 0; i < arena->schedule.slots; ++i) {
    Task& task = arena->tasks[i];
    if (task.state != TaskState::kAlive || task.signalled) continue;
    if (task.pending.operation != operation || IdentityOf(task.pending) != identity) continue;
    if (TimeIsOver(task) && Decide(ChoiceKind::kTimedOut, 2) == 1) continue;
    sleepers[count++] = &task;
  }
  return count;
}

}  // namespace

int WakeSleepers(Operation operation, std::uintptr_t address, long count) {
  Task* sleepers[kMaxTasks];
  int asleep = FindSleepers(operation, address, sleepers);
  int woken = 0;
  while (woken < count && asleep > 0) {
    const int choice = count - woken >= asleep ? 0 : Decide(ChoiceKind::kWaiter, asleep);
    sleepers[choice]->signalled = true;
    for (int i = choice + 1; i < asleep; ++i) sleepers[i - 1] = sleepers[i];
    --asleep;
    ++woken;
  }
  const ObjectKind kind =
      operation == Operation::kWait ? ObjectKind::kCondition : ObjectKind::kFutex;
  NoteNotice(ObjectAt(address, kind), woken);
  return woken;
}

bool EndsForNoReason() { return Decide(ChoiceKind::kSpurious, 2) == 1; }

}  // namespace explore

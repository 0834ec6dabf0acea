#include "checker/explore/engine/leaks.h"

#include "checker/explore/base/text.h"
#include "checker/explore/detect/heap.h"
#include "checker/explore/engine/schedule.h"
#include "checker/explore/report/report.h"
#include "checker/explore/state/arena.h"

namespace explore {
namespace {

constexpr int kRepetitions = 4;

// Its stack and its number stay taken until somebody joins or detaches it.
const Task* ThreadThatNobodyJoins() {
  for (int i = 0; i < arena->schedule.slots; ++i) {
    const Task& task = arena->tasks[i];
    const bool ended = task.state == TaskState::kDone && task.body_is_ours;
    if (ended && task.process == this_process && !task.joined && !task.detached) return &task;
  }
  return nullptr;
}

}  // namespace

void LookForLeak(Subject& subject) {
  if (arena->schedule.outcome.bad() || !arena->job.policy.counts_leaks) return;
  if (const Task* const task = ThreadThatNobodyJoins()) {
    return NoteLeftBehind(Operation::kCreate,
                          "a thread that has ended was neither joined nor detached", task->made_at);
  }
  if (LiveBlocks() <= 0) return;
  for (int i = 0; i < kRepetitions; ++i) {
    RememberWhatIsLeft();
    subject.RunOnce(/*controlled=*/true);
    // What a global holds until the next schedule replaces it does not pile up.
    const std::int64_t replaced = ForgetWhatWasLeft();
    if (arena->schedule.outcome.bad() || LiveBlocks() <= replaced) return;
  }
  TextOf<256> message;
  message.Number(LiveBlocks()).Add(" heap blocks that the test case allocated were never freed");
  NoteLeftBehind(Operation::kAllocate, message.c_str(), StackOfLiveBlock());
}

}  // namespace explore

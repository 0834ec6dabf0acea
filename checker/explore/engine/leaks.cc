#include "checker/explore/engine/leaks.h"

#include "checker/explore/base/text.h"
#include "checker/explore/detect/heap.h"
#include "checker/explore/engine/schedule.h"
#include "checker/explore/report/report.h"
#include "checker/explore/state/arena.h"

namespace explore {
namespace {

constexpr int kRepetitions = 4;

}  // namespace

void LookForLeak(Subject& subject) {
  if (arena->schedule.outcome.bad() || LiveBlocks() <= 0) return;
  for (int i = 0; i < kRepetitions; ++i) {
    RememberWhatIsLeft();
    subject.RunOnce(/*controlled=*/true);
    // What a global holds until the next schedule replaces it does not pile up.
    const std::int64_t replaced = ForgetWhatWasLeft();
    if (arena->schedule.outcome.bad() || LiveBlocks() <= replaced) return;
  }
  TextOf<256> message;
  message.Number(LiveBlocks()).Add(" heap blocks that the test case allocated were never freed");
  NoteFailure(FindingKind::kLeak, message.c_str(), "", 0);
  arena->schedule.outcome.leak_depth = StackOfLiveBlock(arena->schedule.outcome.leak_frames);
}

}  // namespace explore

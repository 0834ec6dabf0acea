#include "checker/explore/leak.h"

#include "checker/explore/arena.h"
#include "checker/explore/heap.h"
#include "checker/explore/report.h"
#include "checker/explore/run.h"
#include "checker/explore/text.h"

namespace checker {
namespace {

constexpr int kRepetitions = 4;

bool Failed() { return arena->outcome.kind[0] != 0 || arena->outcome.race; }

}  // namespace

void LookForLeak(Subject& subject) {
  if (Failed() || LiveBlocks() <= 0) return;
  for (int i = 0; i < kRepetitions; ++i) {
    subject.RunOnce(/*controlled=*/true);
    if (Failed() || LiveBlocks() <= 0) return;
  }
  TextOf<256> message;
  message.Number(LiveBlocks()).Add(" heap blocks that the test case allocated were never freed");
  NoteFailure("leak", message.c_str(), "", 0);
  arena->outcome.leak_depth = StackOfLiveBlock(arena->outcome.leak_frames);
}

}  // namespace checker

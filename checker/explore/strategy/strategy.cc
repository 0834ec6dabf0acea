#include "checker/explore/strategy/strategy.h"

#include "checker/explore/strategy/delay_bounded.h"
#include "checker/explore/strategy/pct.h"
#include "checker/explore/strategy/pos.h"
#include "checker/explore/strategy/random_walk.h"
#include "checker/explore/strategy/replay.h"

namespace checker {

const char* NameOf(StrategyKind kind) {
  constexpr const char* kNames[] = {"default order", "random walk",   "PCT",
                                    "POS",           "delay bounded", "replay"};
  static_assert(sizeof(kNames) / sizeof(kNames[0]) == kStrategyCount);
  return kNames[static_cast<int>(kind)];
}

int Strategy::ChooseOther(ChoiceKind kind, int count) {
  switch (kind) {
    case ChoiceKind::kSpurious:
    case ChoiceKind::kMidway:
      if (plan_.spurious_one_in == 0) return 0;
      return random_.OneIn(plan_.spurious_one_in) ? 1 : 0;
    default:
      return static_cast<int>(random_.Below(count));
  }
}

Strategy& StrategyFor(StrategyKind kind) {
  static RandomWalk random_walk;
  static Pct pct;
  static Pos pos;
  switch (kind) {
    case StrategyKind::kRandomWalk:
      return random_walk;
    case StrategyKind::kPct:
      return pct;
    case StrategyKind::kPos:
      return pos;
    case StrategyKind::kDelayBounded:
      return TheDelayBoundedSearch();
    default:
      return TheReplay();  // the default order is a replay without deviations
  }
}

}  // namespace checker

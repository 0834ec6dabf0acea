#include "checker/explore/strategy/strategy.h"

#include "checker/explore/strategy/default_order.h"
#include "checker/explore/strategy/delay_bounded.h"
#include "checker/explore/strategy/pct.h"
#include "checker/explore/strategy/pos.h"
#include "checker/explore/strategy/random_walk.h"
#include "checker/explore/strategy/replay.h"
#include "checker/explore/strategy/surw.h"

namespace checker {

namespace {

constexpr std::uint64_t kEarlyOneIn = 4;

}  // namespace

const char* NameOf(StrategyKind kind) {
  constexpr const char* kNames[] = {"default order", "random walk",   "PCT",   "POS",
                                    "SURW",          "delay bounded", "replay"};
  static_assert(sizeof(kNames) / sizeof(kNames[0]) == kStrategyCount);
  return kNames[static_cast<int>(kind)];
}

int Strategy::ChooseOther(ChoiceKind kind, int count) {
  switch (kind) {
    case ChoiceKind::kSpurious:
    case ChoiceKind::kMidway:
      if (plan_.spurious_one_in == 0) return 0;
      return random_.OneIn(plan_.spurious_one_in) ? 1 : 0;
    case ChoiceKind::kEarly:
      return random_.OneIn(kEarlyOneIn) ? 1 : 0;
    default:
      return static_cast<int>(random_.Below(count));
  }
}

Strategy& StrategyFor(StrategyKind kind) {
  static DefaultOrder default_order;
  static RandomWalk random_walk;
  static Pct pct;
  static Pos pos;
  static Surw surw;
  switch (kind) {
    case StrategyKind::kDefaultOrder:
      return default_order;
    case StrategyKind::kRandomWalk:
      return random_walk;
    case StrategyKind::kPct:
      return pct;
    case StrategyKind::kPos:
      return pos;
    case StrategyKind::kSurw:
      return surw;
    case StrategyKind::kDelayBounded:
      return TheDelayBoundedSearch();
    default:
      return TheReplay();
  }
}

}  // namespace checker

#include "checker/explore/strategy/strategy.h"

namespace explore {
namespace {

constexpr std::uint64_t kEarlyOneIn = 4;

}  // namespace

Strategy* current_strategy = nullptr;

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
  switch (kind) {
#define STRATEGY(enumerator, name, option, letter, turn, object) \
  case StrategyKind::enumerator:                                 \
    return object();
#include "checker/explore/state/strategies.inc"
#undef STRATEGY
  }
  return TheDefaultOrder();
}

}  // namespace explore

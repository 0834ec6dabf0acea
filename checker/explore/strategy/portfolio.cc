#include "checker/explore/strategy/portfolio.h"

#include "checker/explore/base/random.h"

namespace explore {
namespace {

// Each finds something that the others miss for long: SURW most on tests of the size that is meant
// here, PCT what needs one task to stand still for long, the search whatever a single delay brings
// about.
constexpr std::uint64_t CountThoseInTurn() {
  std::uint64_t count = 0;
  for (const StrategyFacts& facts : kStrategies) count += facts.turn > 0 ? 1 : 0;
  return count;
}
constexpr std::uint64_t kInTurn = CountThoseInTurn();

StrategyKind StrategyOfTurn(std::uint64_t index) {
  for (int i = 0; i < kStrategyCount; ++i) {
    if (kStrategies[i].turn == static_cast<int>(index % kInTurn) + 1) {
      return static_cast<StrategyKind>(i);
    }
  }
  return StrategyKind::kRandomWalk;
}

constexpr int kSpurious[] = {0, 4, 0, 12};  // in rounds of four

}  // namespace

Plan Portfolio::PlanFor(std::uint64_t index) const {
  const std::uint64_t round = only_one ? index : index / kInTurn;
  Plan plan;
  plan.strategy = only_one ? strategy : StrategyOfTurn(index);
  plan.seed = static_cast<std::uint32_t>(Random(seed * 0x10001 + index).Next() >> 32);
  plan.spurious_one_in = kSpurious[round % 4];
  // A program that races on purpose synchronises by plain accesses.
  const bool in_turn = (round % 3 == 2) != races_on_purpose;
  plan.memory_points =
      memory_points == MemoryPoints::kOn || (memory_points == MemoryPoints::kAuto && in_turn);
  if (plan.strategy == StrategyKind::kDelayBounded) {  // the same choices in every schedule
    plan.spurious_one_in = spurious_delays ? 1 : 0;
    plan.memory_points = memory_points == MemoryPoints::kOn;
  }
  plan.depth = 2 + static_cast<int>(round % 3);
  plan.length = static_cast<std::uint32_t>(decisions + (plan.memory_points ? accesses : 0));
  return plan;
}

}  // namespace explore

#include "checker/explore/portfolio.h"

#include "checker/explore/random.h"

namespace checker {
namespace {

// On tests of the size that is meant here the random walk finds most, so it has two turns.
constexpr StrategyKind kInTurn[] = {StrategyKind::kRandomWalk, StrategyKind::kPct,
                                    StrategyKind::kRandomWalk, StrategyKind::kPos};
constexpr std::uint64_t kStrategies = sizeof(kInTurn) / sizeof(kInTurn[0]);
constexpr int kSpurious[] = {0, 4, 0, 12};  // in rounds of four

}  // namespace

Plan Portfolio::PlanFor(std::uint64_t index) const {
  const std::uint64_t round = only_one ? index : index / kStrategies;
  Plan plan;
  plan.strategy = only_one ? strategy : kInTurn[index % kStrategies];
  plan.seed = static_cast<std::uint32_t>(Random(seed * 0x10001 + index).Next() >> 32);
  plan.spurious_one_in = kSpurious[round % 4];
  // A program that races on purpose synchronises by plain accesses.
  const bool in_turn = (round % 3 == 2) != races_on_purpose;
  plan.memory_points =
      memory_points == MemoryPoints::kOn || (memory_points == MemoryPoints::kAuto && in_turn);
  plan.depth = 2 + static_cast<int>(round % 3);
  plan.length = static_cast<std::uint32_t>(decisions + (plan.memory_points ? accesses : 0));
  return plan;
}

}  // namespace checker

// Which schedule comes when: the default order first, then the strategies in turn, with and without
// memory points and spurious wake-ups.
//
// Thread safety: plain data.
#ifndef CHECKER_EXPLORE_STRATEGY_PORTFOLIO_H_
#define CHECKER_EXPLORE_STRATEGY_PORTFOLIO_H_

#include <cstdint>

#include "checker/explore/state/plan.h"

namespace explore {

enum class MemoryPoints : std::uint8_t { kAuto, kOn, kOff };

struct Portfolio {
  std::uint64_t seed = 1;
  bool only_one = false;                              // one strategy instead of all in turn
  StrategyKind strategy = StrategyKind::kRandomWalk;  // that one
  MemoryPoints memory_points = MemoryPoints::kAuto;
  bool races_on_purpose = false;
  bool spurious_delays = false;  // in the delay-bounded search spurious wake-ups are delays, too

  // What the default order has shown, for PCT.
  std::uint64_t decisions = 100;
  std::uint64_t accesses = 0;

  // The plan for the index-th schedule after the default order, from 0.
  Plan PlanFor(std::uint64_t index) const;
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_STRATEGY_PORTFOLIO_H_

// How one schedule is to be chosen: everything that a replay needs.
#ifndef CHECKER_EXPLORE_PLAN_H_
#define CHECKER_EXPLORE_PLAN_H_

#include <cstdint>

namespace checker {

enum class StrategyKind : std::uint8_t {
  kDefaultOrder,
  kRandomWalk,
  kPct,
  kPos,
  kSurw,
  kDelayBounded,
  kReplay
};
constexpr int kStrategyCount = 7;

const char* NameOf(StrategyKind kind);

struct Plan {
  StrategyKind strategy = StrategyKind::kDefaultOrder;
  bool memory_points = false;  // plain accesses are scheduling points too
  int spurious_one_in = 0;     // a wait returns for no reason once in so many; 0: never
  bool cold = false;           // runs in a process where nothing has been initialised yet
  std::uint32_t seed = 0;
  int depth = 3;               // PCT: the number of ordering constraints it aims at
  std::uint32_t length = 100;  // PCT: how many decisions the schedule is expected to have
};

}  // namespace checker

#endif  // CHECKER_EXPLORE_PLAN_H_

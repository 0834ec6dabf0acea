// How one schedule is to be chosen: everything that a replay needs.
//
// Thread safety: plain data.
#ifndef CHECKER_EXPLORE_STATE_PLAN_H_
#define CHECKER_EXPLORE_STATE_PLAN_H_

#include <cstdint>

namespace explore {

enum class StrategyKind : std::uint8_t {
#define STRATEGY(enumerator, name, option, letter, turn, object) enumerator,
#include "checker/explore/state/strategies.inc"
#undef STRATEGY
};

// The columns of strategies.inc.
struct StrategyFacts {
  const char* name;
  const char* option;
  char letter;
  int turn;
};

inline constexpr StrategyFacts kStrategies[] = {
#define STRATEGY(enumerator, name, option, letter, turn, object) {name, option, letter, turn},
#include "checker/explore/state/strategies.inc"
#undef STRATEGY
};
constexpr int kStrategyCount = sizeof kStrategies / sizeof kStrategies[0];

constexpr const StrategyFacts& FactsOf(StrategyKind kind) {
  return kStrategies[static_cast<int>(kind)];
}
constexpr const char* NameOf(StrategyKind kind) { return FactsOf(kind).name; }

struct Plan {
  StrategyKind strategy = StrategyKind::kDefaultOrder;
  bool memory_points = false;  // plain accesses are scheduling points too
  int spurious_one_in = 0;     // a wait returns for no reason once in so many; 0: never
  bool cold = false;           // runs in a process where nothing has been initialised yet
  std::uint32_t seed = 0;
  int depth = 3;               // PCT: the number of ordering constraints it aims at
  std::uint32_t length = 100;  // PCT: how many decisions the schedule is expected to have
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_STATE_PLAN_H_

// One choice that was not the default one, see strategy/strategy.h.
//
// Thread safety: plain data.
#ifndef CHECKER_EXPLORE_STATE_DEVIATION_H_
#define CHECKER_EXPLORE_STATE_DEVIATION_H_

#include <cstdint>

namespace explore {

constexpr int kMaxDeviations = 1 << 16;

// What its task had decided before tells the same moment in other schedules, where the numbers of
// all decisions have shifted.
struct Deviation {
  std::uint64_t decision;
  std::uint32_t choice;
  int task = -1;                   // id of the task that came to the decision
  std::uint64_t own_decision = 0;  // its number among those of this task
  int chosen_task = -1;            // id of the task that went on; -1: another kind of choice
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_STATE_DEVIATION_H_

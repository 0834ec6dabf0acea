// Random walk: at a scheduling point any task that can run may go on. The best strategy for small
// tests.
//
// A third of the schedules choose evenly; the others stay with the running task more often, three
// times of four or seven of eight, because some failures need one task to get through a whole
// sequence of operations between two of another's (ABA in a lock-free stack, for one).
//
// Thread safety: like Strategy.
#ifndef CHECKER_EXPLORE_STRATEGY_RANDOM_WALK_H_
#define CHECKER_EXPLORE_STRATEGY_RANDOM_WALK_H_

#include "checker/explore/strategy/strategy.h"

namespace explore {

class RandomWalk : public Strategy {
 public:
  void Begin(const Plan& plan) override {
    Strategy::Begin(plan);
    constexpr std::uint64_t kStays[] = {0, 4, 8};
    leaves_one_in_ = kStays[random_.Below(3)];
  }

  int ChooseTask(Task* const* tasks, int count) override {
    if (leaves_one_in_ != 0 && tasks[0] == self && !random_.OneIn(leaves_one_in_)) return 0;
    return static_cast<int>(random_.Below(count));
  }

  // Among memory accesses one in ten is a point: switching at each would leave no task a stretch of
  // its own long enough to get anywhere. The distance is drawn at once, so that the others are
  // free.
  std::uint64_t NextAccessDecision(std::uint64_t now) override {
    std::uint64_t distance = 0;
    while (distance < kLongestStretch && !random_.OneIn(kAccessesPerPoint)) ++distance;
    return now + distance;
  }

 private:
  static constexpr std::uint64_t kAccessesPerPoint = 10;
  static constexpr std::uint64_t kLongestStretch = 200;

  std::uint64_t leaves_one_in_ = 0;  // 0: chooses evenly
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_STRATEGY_RANDOM_WALK_H_

// Random walk: at every scheduling point each task that can run is as likely to go on as any other.
// The best strategy for small tests.
#ifndef CHECKER_EXPLORE_STRATEGY_RANDOM_WALK_H_
#define CHECKER_EXPLORE_STRATEGY_RANDOM_WALK_H_

#include "checker/explore/strategy/strategy.h"

namespace checker {

class RandomWalk : public Strategy {
 public:
  int ChooseTask(Task* const*, int count) override {
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
};

}  // namespace checker

#endif  // CHECKER_EXPLORE_STRATEGY_RANDOM_WALK_H_

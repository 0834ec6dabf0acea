// Probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi, Nagarakatte: A Randomized
// Scheduler with Probabilistic Guarantees of Finding Bugs, ASPLOS 2010).
//
// Each task gets a random priority, the highest that can run goes on, and at depth - 1 decisions
// picked at random beforehand the running task drops below all others. Differences: the length of
// the schedule is estimated from an earlier run instead of being known, and a task that spins drops
// to the bottom, since its priority would otherwise keep out whom it waits for.
//
// Thread safety: like Strategy.
#ifndef CHECKER_EXPLORE_STRATEGY_PCT_H_
#define CHECKER_EXPLORE_STRATEGY_PCT_H_

#include "checker/explore/strategy/strategy.h"

namespace explore {

class Pct : public Strategy {
 public:
  void Begin(const Plan& plan) override;
  int ChooseTask(Task* const* tasks, int count) override;
  void OnSpawn(Task& task) override;
  void OnArrive(Task& task) override;
  void OnSpinning(Task& task) override;
  std::uint64_t NextAccessDecision(std::uint64_t now) override;

 private:
  static constexpr int kMaxChanges = 16;
  // Initial priorities lie above kMiddle; changed ones below it, in the order the paper gives them;
  // spinning tasks below those, the latest lowest.
  static constexpr std::uint64_t kMiddle = std::uint64_t{1} << 40;
  static constexpr std::uint64_t kSpinning = std::uint64_t{1} << 39;

  int changes_ = 0;
  int next_change_ = 0;
  std::uint64_t change_at_[kMaxChanges];
  std::uint64_t spins_ = 0;
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_STRATEGY_PCT_H_

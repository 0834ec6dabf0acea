// Replays a list of deviations; without any it is the default order.
#ifndef CHECKER_EXPLORE_STRATEGY_REPLAY_H_
#define CHECKER_EXPLORE_STRATEGY_REPLAY_H_

#include "checker/explore/strategy/strategy.h"

namespace checker {

class Replay : public Strategy {
 public:
  // The list to replay from the next Begin on, in ascending order of decisions.
  void Load(const Deviation* deviations, int count);

  void Begin(const Plan& plan) override;
  int ChooseTask(Task* const*, int count) override { return Choose(count); }
  int ChooseOther(ChoiceKind, int count) override { return Choose(count); }
  std::uint64_t NextAccessDecision(std::uint64_t now) override;

 private:
  int Choose(int count);

  int count_ = 0;
  int next_ = 0;
  Deviation deviations_[kMaxDeviations];
};

Replay& TheReplay();

}  // namespace checker

#endif  // CHECKER_EXPLORE_STRATEGY_REPLAY_H_

// The default order: go on with the running task while it can, else with the next in turn; nothing
// ends for no reason. It comes first in every job, and it counts what each task does: other
// strategies draw on these counts.
//
// Thread safety: like Strategy.
#ifndef CHECKER_EXPLORE_STRATEGY_DEFAULT_ORDER_H_
#define CHECKER_EXPLORE_STRATEGY_DEFAULT_ORDER_H_

#include "checker/explore/strategy/strategy.h"

namespace explore {

class DefaultOrder : public Strategy {
 public:
  void Begin(const Plan& plan) override;
  int ChooseTask(Task* const*, int) override { return 0; }
  int ChooseOther(ChoiceKind, int) override { return 0; }
  void OnSpawn(Task& task) override;
  void OnGranted(Task& task) override;
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_STRATEGY_DEFAULT_ORDER_H_

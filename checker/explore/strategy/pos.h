// Partial order sampling (Yuan, Yang, Gu: Partial Order Aware Concurrency Sampling, CAV 2018).
//
// Each pending operation has a random priority and the highest goes first. When it has been done,
// the pending operations that could have raced with it (same object, one of the two writes) draw
// anew. So orders of operations that matter to each other are sampled more evenly than by a random
// walk, whatever else the tasks do meanwhile.
//
// Thread safety: like Strategy.
#ifndef CHECKER_EXPLORE_STRATEGY_POS_H_
#define CHECKER_EXPLORE_STRATEGY_POS_H_

#include "checker/explore/strategy/strategy.h"

namespace explore {

class Pos : public Strategy {
 public:
  int ChooseTask(Task* const* tasks, int count) override;
  void OnSpawn(Task& task) override { task.priority = random_.Next(); }
  void OnArrive(Task& task) override { task.priority = random_.Next(); }
  void OnGranted(Task& task) override;
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_STRATEGY_POS_H_

// Replays a list of deviations.
//
// As it was recorded: each at the decision of that number. Or, for the shrinker, which leaves some
// of them out: each where its task comes to the same decision of its own, and by the id of the task
// that went on, since everything that is counted over all tasks means something else then.
//
// Thread safety: like Strategy; Load and LoadByTask between schedules.
#ifndef CHECKER_EXPLORE_STRATEGY_REPLAY_H_
#define CHECKER_EXPLORE_STRATEGY_REPLAY_H_

#include "checker/explore/strategy/strategy.h"

namespace explore {

class Replay : public Strategy {
 public:
  // The list to replay from the next Begin on, in the order in which it was recorded.
  void Load(const Deviation* deviations, int count);
  void LoadByTask(const Deviation* deviations, int count);

  void Begin(const Plan& plan) override;
  int ChooseTask(Task* const* tasks, int count) override { return Choose(tasks, count); }
  int ChooseOther(ChoiceKind, int count) override { return Choose(nullptr, count); }
  std::uint64_t NextAccessDecision(std::uint64_t now) override;

 private:
  const Deviation* Next();
  const Deviation* NextOfTask();
  int Choose(Task* const* tasks, int count);

  bool by_task_ = false;
  int count_ = 0;
  int next_ = 0;  // by task: all before it are done
  Deviation deviations_[kMaxDeviations];
  bool done_[kMaxDeviations];
};

Replay& TheReplay();

}  // namespace explore

#endif  // CHECKER_EXPLORE_STRATEGY_REPLAY_H_

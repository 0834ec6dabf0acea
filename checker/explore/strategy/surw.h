// SURW, selectively uniform random walk (Zhao, Wolff, Mathur, Roychoudhury: Selectively Uniform
// Concurrency Testing, ASPLOS 2025): as far as the operations that a schedule is interested in are
// concerned, each of their orders is equally likely.
//
// An even choice at each step is far from that: a thread among twenty that has to act between the
// first two steps of another will hardly ever do so. Here a task is drawn in proportion to the
// interesting operations that it has still to make, those of threads that it has yet to create
// among them; it is the next to make one, and the others wait at theirs. What is not interesting
// is done in any order.
//
// Differences: how many operations there are is taken from the default order. A schedule is
// interested in all operations or in those on one kind of object, instead of in one object, since
// a deadlock needs two of them.
//
// Thread safety: like Strategy.
#ifndef CHECKER_EXPLORE_STRATEGY_SURW_H_
#define CHECKER_EXPLORE_STRATEGY_SURW_H_

#include "checker/explore/strategy/strategy.h"

namespace explore {

class Surw : public Strategy {
 public:
  void Begin(const Plan& plan) override;
  int ChooseTask(Task* const* tasks, int count) override;
  void OnSpawn(Task& task) override;
  void OnArrive(Task& task) override;
  void OnGranted(Task& task) override;

 private:
  struct State {
    std::uint64_t remaining;  // interesting operations of the task and of those it will create
    bool interesting;         // its pending operation is one
  };

  void ChooseInterest();
  bool IsInteresting(ObjectKind kind) const;
  std::uint64_t InterestingOperations(const TaskProfile& profile) const;
  void CountSubtrees();
  State& Of(const Task& task) { return states_[task.slot]; }
  std::uint64_t WeightOf(const Task& task) const;
  int DrawSlot(Task* const* tasks, int count);  // -1: nobody has anything interesting to do

  ObjectKind interest_ = ObjectKind::kNothing;  // kNothing: all operations
  int intended_ = -1;                           // slot of the task drawn to go next, -1: none
  std::uint64_t expected_[kProfiledTasks];      // by task id, with what it creates
  State states_[kMaxTasks];
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_STRATEGY_SURW_H_

// Delay-bounded search (Emmi, Qadeer, Rakamaric: Delay-Bounded Scheduling, POPL 2011): every
// schedule that differs from the default order by at most so many delays, a delay being one step
// past the choice that would have been made. First all with none, then all with one, and so on, so
// that what has been exhausted can be said.
//
// Differences: spurious wake-ups and the choice of a waiter count as delays too, and a larger bound
// visits the schedules of the smaller one again (they are few beside the new ones).
//
// Thread safety: like Strategy; Restart and Advance between schedules.
#ifndef CHECKER_EXPLORE_STRATEGY_DELAY_BOUNDED_H_
#define CHECKER_EXPLORE_STRATEGY_DELAY_BOUNDED_H_

#include "checker/explore/strategy/strategy.h"

namespace explore {

class DelayBoundedSearch : public Strategy {
 public:
  // Forgets everything.
  void Restart();

  // Moves on to the next schedule, first to the default order. False: there is none, all have been
  // seen.
  bool Advance();

  int exhausted() const { return exhausted_; }  // -1: not even the default order

  void Begin(const Plan& plan) override;
  int ChooseTask(Task* const*, int count) override { return Choose(count); }
  int ChooseOther(ChoiceKind kind, int count) override;

 private:
  static constexpr int kMaxPath = 1 << 16;  // decisions beyond are never varied
  struct Step {
    std::uint16_t choice;
    std::uint16_t count;
  };

  int Choose(int count);
  bool Backtrack();

  bool started_ = false;
  int bound_ = 0;
  int exhausted_ = -1;
  int fixed_ = 0;        // the first so many steps of the path are given
  int length_ = 0;       // steps of the present schedule so far
  bool varied_ = false;  // the bound kept some choice from being tried
  Step path_[kMaxPath];
};

DelayBoundedSearch& TheDelayBoundedSearch();

}  // namespace explore

#endif  // CHECKER_EXPLORE_STRATEGY_DELAY_BOUNDED_H_

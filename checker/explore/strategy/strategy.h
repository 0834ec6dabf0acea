// The seam between the scheduler and the ways of choosing a schedule.
//
// Everything that could go one way or another is a numbered decision. Choice 0 is always the plain
// one: go on with the running thread while it can run, else with the next one in turn; wake the
// first waiter; no spurious wake-up. So a schedule is told completely by its deviations, the
// decisions where something else than 0 was chosen.
//
// Thread safety: called only by the task that has the turn.
#ifndef CHECKER_EXPLORE_STRATEGY_STRATEGY_H_
#define CHECKER_EXPLORE_STRATEGY_STRATEGY_H_

#include <cstdint>

#include "checker/explore/base/random.h"
#include "checker/explore/state/arena.h"
#include "checker/explore/state/plan.h"

namespace explore {

enum class ChoiceKind : std::uint8_t {
  kTask,      // who goes on
  kWaiter,    // whom a notify picks
  kSpurious,  // 1: a wait that has just begun, or a weak compare-exchange, fails for no reason
  kMidway,    // 1: a sleeper wakes for no reason while the time passes
  kTimedOut,  // 1: a waiter whose time is just over counts as gone, a notify does not reach it
  kEarly,     // 1: the time of a short sleep passes before others have got on
};

class Strategy {
 public:
  virtual ~Strategy() = default;

  // A new schedule begins.
  virtual void Begin(const Plan& plan) {
    plan_ = plan;
    random_ = Random(plan.seed);
  }

  // An index below `count` into `tasks`, which holds those that can go on. REQUIRES: count >= 2.
  virtual int ChooseTask(Task* const* tasks, int count) = 0;

  // The same for every other kind of choice. The default suits all randomised strategies.
  virtual int ChooseOther(ChoiceKind kind, int count);

  virtual void OnSpawn(Task&) {}     // a task was made
  virtual void OnArrive(Task&) {}    // a task came to a scheduling point
  virtual void OnGranted(Task&) {}   // a task may do its pending operation now
  virtual void OnSpinning(Task&) {}  // a task was found to do nothing but look

  // The number of the first decision at or after `now` where a memory access may need a choice;
  // accesses before it take choice 0 without asking.
  virtual std::uint64_t NextAccessDecision(std::uint64_t now) { return now; }

 protected:
  Plan plan_;
  Random random_;
};

// The one object of each strategy, defined in its own file.
#define STRATEGY(enumerator, name, option, letter, turn, object) Strategy& object();
#include "checker/explore/state/strategies.inc"
#undef STRATEGY

Strategy& StrategyFor(StrategyKind kind);

// That of the schedule that runs.
extern Strategy* current_strategy;

}  // namespace explore

#endif  // CHECKER_EXPLORE_STRATEGY_STRATEGY_H_

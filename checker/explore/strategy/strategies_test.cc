// Each strategy by itself: tasks and operations are plain data, nothing runs.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <vector>

#include "checker/explore/state/arena.h"
#include "checker/explore/strategy/delay_bounded.h"
#include "checker/explore/strategy/replay.h"
#include "checker/explore/strategy/strategy.h"

namespace explore {
namespace {

// An arena in which so many tasks are alive, and each wants the operation on the object.
class Strategies : public testing::Test {
 protected:
  void Begin(Strategy& strategy, int count, Plan plan = {}) {
    if (arena == nullptr) MapArena();
    ResetSchedule(plan);
    current_strategy = &strategy;
    strategy.Begin(plan);
    tasks_.clear();
    for (int i = 0; i < count; ++i) {
      Task& task = arena->tasks[i];
      task = Task();
      task.slot = task.id = i;
      task.state = TaskState::kAlive;
      task.pending = {Operation::kLock, kObject};
      strategy.OnSpawn(task);
      tasks_.push_back(&task);
    }
    arena->schedule.slots = count;
    for (Task* task : tasks_) strategy.OnArrive(*task);
  }

  int Choose(Strategy& strategy) {
    ++arena->schedule.decisions;
    return strategy.ChooseTask(tasks_.data(), static_cast<int>(tasks_.size()));
  }

  std::vector<int> Choices(Strategy& strategy, int count) {
    std::vector<int> choices;
    for (int i = 0; i < count; ++i) choices.push_back(Choose(strategy));
    return choices;
  }

  static constexpr std::uintptr_t kObject = 0x1000;
  std::vector<Task*> tasks_;
};

TEST_F(Strategies, TheDefaultOrderAlwaysTakesTheFirst) {
  Begin(TheDefaultOrder(), 3);
  EXPECT_EQ(Choices(TheDefaultOrder(), 5), std::vector<int>(5, 0));
}

TEST_F(Strategies, TheDefaultOrderCountsWhatEachTaskDoes) {
  Begin(TheDefaultOrder(), 2);
  TheDefaultOrder().OnGranted(*tasks_[1]);
  TheDefaultOrder().OnGranted(*tasks_[1]);
  const int mutex = static_cast<int>(ObjectKind::kMutex);
  EXPECT_EQ(arena->profile.of[0].operations[mutex], 0u);
  EXPECT_EQ(arena->profile.of[1].operations[mutex], 2u);
}

TEST_F(Strategies, EveryRandomOneChoosesTheSameForTheSameSeedAndReachesEveryTask) {
  for (StrategyKind kind :
       {StrategyKind::kRandomWalk, StrategyKind::kPct, StrategyKind::kPos, StrategyKind::kSurw}) {
    std::set<int> reached;
    for (std::uint32_t seed = 1; seed <= 40; ++seed) {
      Plan plan;
      plan.strategy = kind;
      plan.seed = seed;
      Begin(StrategyFor(kind), 3, plan);
      const std::vector<int> once = Choices(StrategyFor(kind), 6);
      Begin(StrategyFor(kind), 3, plan);
      EXPECT_EQ(Choices(StrategyFor(kind), 6), once) << NameOf(kind) << ", seed " << seed;
      reached.insert(once.begin(), once.end());
    }
    EXPECT_EQ(reached, (std::set<int>{0, 1, 2})) << NameOf(kind);
  }
}

TEST_F(Strategies, PctStaysWithOneTaskWithoutAChangeAndDropsOneThatSpins) {
  Plan plan;
  plan.depth = 1;  // no change of priorities
  Begin(ThePct(), 3, plan);
  const int best = Choose(ThePct());
  EXPECT_EQ(Choices(ThePct(), 10), std::vector<int>(10, best));
  ThePct().OnSpinning(*tasks_[best]);
  EXPECT_NE(Choose(ThePct()), best);
}

TEST_F(Strategies, PosDrawsAnewOnlyWhereAnOperationMatters) {
  Begin(ThePos(), 3);
  tasks_[2]->pending = {Operation::kLock, kObject + 64};
  const std::uint64_t same_object = tasks_[1]->priority;
  const std::uint64_t other_object = tasks_[2]->priority;
  ThePos().OnGranted(*tasks_[0]);
  EXPECT_NE(tasks_[1]->priority, same_object);
  EXPECT_EQ(tasks_[2]->priority, other_object);
}

TEST_F(Strategies, SurwDrawsATaskInProportionToWhatItHasStillToDo) {
  Begin(TheDefaultOrder(), 2);  // task 0 makes 1 operation, task 1 makes 19
  TheDefaultOrder().OnGranted(*tasks_[0]);
  for (int i = 0; i < 19; ++i) TheDefaultOrder().OnGranted(*tasks_[1]);
  const Profile profile = arena->profile;
  std::map<int, int> first;
  for (std::uint32_t seed = 1; seed <= 2000; ++seed) {
    arena->profile = profile;
    Plan plan;
    plan.seed = seed;
    Begin(TheSurw(), 2, plan);
    ++first[Choose(TheSurw())];
  }
  EXPECT_GT(first[0], 50);  // 100 are expected
  EXPECT_LT(first[0], 200);
}

// Two choices at each of three decisions: 1 schedule without a delay, 3 with one, 3 with two, 1
// with three; a larger bound visits those of the smaller ones again.
TEST_F(Strategies, TheDelayBoundedSearchSeesEveryScheduleOfABoundAndSaysSo) {
  DelayBoundedSearch& search = TheDelayBoundedSearch();
  search.Restart();
  std::map<int, std::set<std::vector<int>>> seen;  // by what was exhausted before
  while (search.Advance()) {
    Begin(search, 2);
    seen[search.exhausted()].insert(Choices(search, 3));
  }
  EXPECT_EQ(search.exhausted(), 3);
  EXPECT_EQ(seen[-1].size(), 1u);
  EXPECT_EQ(seen[0].size(), 4u);
  EXPECT_EQ(seen[1].size(), 7u);
  EXPECT_EQ(seen[2].size(), 8u);
}

TEST_F(Strategies, AReplayDeviatesWhereItIsToldAndNowhereElse) {
  const Deviation deviations[] = {{1, 2}, {3, 1}};
  TheReplay().Load(deviations, 2);
  Begin(TheReplay(), 3);
  EXPECT_EQ(Choices(TheReplay(), 5), (std::vector<int>{0, 2, 0, 1, 0}));
}

TEST_F(Strategies, AReplayByTaskGoesByTheDecisionsOfTheTaskAndTheIdOfTheChosen) {
  const Deviation deviation{
      .decision = 77, .choice = 1, .task = 0, .own_decision = 1, .chosen_task = 2};
  TheReplay().LoadByTask(&deviation, 1);
  Begin(TheReplay(), 3);
  arena->schedule.current = 0;
  tasks_[0]->decisions = 1;
  EXPECT_EQ(Choose(TheReplay()), 0);
  tasks_[0]->decisions = 2;
  EXPECT_EQ(Choose(TheReplay()), 2);
  EXPECT_EQ(Choose(TheReplay()), 0);
}

}  // namespace
}  // namespace explore

#include "checker/explore/strategy/portfolio.h"

#include <gtest/gtest.h>

#include <set>

namespace explore {
namespace {

TEST(Portfolio, TheStrategiesTakeTurnsInTheOrderOfTheirRegistry) {
  const Portfolio portfolio;
  const StrategyKind turns[] = {StrategyKind::kSurw, StrategyKind::kPct, StrategyKind::kRandomWalk,
                                StrategyKind::kPos, StrategyKind::kDelayBounded};
  for (std::uint64_t i = 0; i < 20; ++i) {
    EXPECT_EQ(portfolio.PlanFor(i).strategy, turns[i % 5]) << i;
  }
}

TEST(Portfolio, EachScheduleHasASeedOfItsOwnAndTheSameOneEachTime) {
  Portfolio portfolio;
  std::set<std::uint32_t> seeds;
  for (std::uint64_t i = 0; i < 200; ++i) {
    EXPECT_EQ(portfolio.PlanFor(i).seed, portfolio.PlanFor(i).seed);
    seeds.insert(portfolio.PlanFor(i).seed);
  }
  EXPECT_EQ(seeds.size(), 200u);
  const std::uint32_t of_seed_1 = portfolio.PlanFor(0).seed;
  portfolio.seed = 2;
  EXPECT_NE(portfolio.PlanFor(0).seed, of_seed_1);
}

TEST(Portfolio, AThirdOfTheRoundsHasMemoryPointsAndHalfHaveSpuriousWakeUps) {
  const Portfolio portfolio;
  int with_memory_points = 0;
  int with_spurious = 0;
  for (std::uint64_t round = 0; round < 12; ++round) {
    const Plan plan = portfolio.PlanFor(round * 5);
    with_memory_points += plan.memory_points ? 1 : 0;
    with_spurious += plan.spurious_one_in != 0 ? 1 : 0;
  }
  EXPECT_EQ(with_memory_points, 4);
  EXPECT_EQ(with_spurious, 6);
}

TEST(Portfolio, TheSearchHasNeitherSoThatAllWithOneDelayMeansSomething) {
  const Portfolio portfolio;
  for (std::uint64_t round = 0; round < 12; ++round) {
    const Plan plan = portfolio.PlanFor(round * 5 + 4);
    ASSERT_EQ(plan.strategy, StrategyKind::kDelayBounded);
    EXPECT_FALSE(plan.memory_points);
    EXPECT_EQ(plan.spurious_one_in, 0);
  }
}

TEST(Portfolio, OneStrategyAloneTakesEveryTurn) {
  Portfolio portfolio;
  portfolio.only_one = true;
  portfolio.strategy = StrategyKind::kPct;
  for (std::uint64_t i = 0; i < 10; ++i) {
    EXPECT_EQ(portfolio.PlanFor(i).strategy, StrategyKind::kPct);
  }
}

}  // namespace
}  // namespace explore

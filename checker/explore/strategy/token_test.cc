#include "checker/explore/strategy/token.h"

#include <gtest/gtest.h>

#include <string>

#include "checker/explore/state/arena.h"

namespace explore {
namespace {

Deviation deviations[kMaxDeviations];

TEST(Token, TellsDeviations) {
  const Deviation told[] = {{5, 1}, {40, 2}, {41, 1}};
  Plan plan;
  plan.memory_points = true;
  TextOf<100> text;
  AddDeviationToken(text, plan, told, 3);
  EXPECT_STREQ(text.c_str(), "xM-5-z.2-1");
  int count = 0;
  Plan read;
  ASSERT_TRUE(ParseToken(text.c_str(), read, deviations, count));
  EXPECT_EQ(read.strategy, StrategyKind::kReplay);
  EXPECT_TRUE(read.memory_points);
  ASSERT_EQ(count, 3);
  EXPECT_EQ(deviations[1].decision, 40u);
  EXPECT_EQ(deviations[1].choice, 2u);
  EXPECT_EQ(deviations[2].decision, 41u);
}

TEST(Token, TellsSeedAndParameters) {
  Plan plan;
  int count = 0;
  ASSERT_TRUE(ParseToken("pzzCMS4D3K2s", plan, deviations, count));
  EXPECT_EQ(plan.strategy, StrategyKind::kPct);
  EXPECT_EQ(plan.seed, 35u * 36 + 35);
  EXPECT_TRUE(plan.cold);
  EXPECT_TRUE(plan.memory_points);
  EXPECT_EQ(plan.spurious_one_in, 4);
  EXPECT_EQ(plan.depth, 3);
  EXPECT_EQ(plan.length, 100u);
}

TEST(Token, RefusesWhatIsNone) {
  Plan plan;
  int count = 0;
  for (const char* text : {"", "q12", "r", "r1!", "x-", "x-5.", "rzzzzzzzzzzzzz", "p1D", "x5"}) {
    EXPECT_FALSE(ParseToken(text, plan, deviations, count)) << text;
  }
}

}  // namespace
}  // namespace explore

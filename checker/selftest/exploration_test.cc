#include "checker/selftest/exploration.h"

#include <gtest/gtest.h>

namespace checker::selftest {
namespace {

TEST(Exploration, IsReadFromTheWordsForAPerson) {
  const Exploration lost = ParseExploration(
      "Bank.Case\n  FAILED: lost wake-up\n    a thread sleeps\n    schedule 13 (POS), replay token "
      "o1\n    thread 1: wait condition #1\n");
  EXPECT_EQ(lost.kind, "lost wake-up");
  EXPECT_EQ(lost.schedule, 13);
}

TEST(Exploration, KnowsWhereADataRaceIsTold) {
  const Exploration race = ParseExploration(
      "RLock.Case\n  FAILED: data race (ThreadSanitizer's report is above)\n    schedule 1 "
      "(default "
      "order), replay token x\n");
  EXPECT_EQ(race.kind, "data race");
  EXPECT_EQ(race.schedule, 1);
}

TEST(Exploration, IsEmptyWhereNothingWasFound) {
  EXPECT_EQ(ParseExploration("RLock.Case\n  300 schedules, 290 distinct: no failure\n").kind, "");
}

}  // namespace
}  // namespace checker::selftest

#include "checker/report/coverage.h"

#include <gtest/gtest.h>

#include "checker/report/sample_report.h"

namespace checker {
namespace {

TEST(Coverage, SaysHowManyDelaysAreExhausted) {
  CaseReport test_case = PassedReport().cases[0];
  EXPECT_EQ(Coverage(test_case), "1,000 schedules, no failure");
  test_case.exhausted_delays = 0;  // the default order alone
  EXPECT_EQ(Coverage(test_case), "1,000 schedules, no failure");
  test_case.exhausted_delays = 2;
  EXPECT_EQ(Coverage(test_case), "1,000 schedules incl. all with up to 2 delays, no failure");
}

TEST(Coverage, OfAllCasesIsToldByStrategy) {
  EXPECT_EQ(CoverageOfAll(SampleReport()),
            "Explored: 1,017 schedules, 712 of them different (PCT 400, random walk 617).");
}

TEST(Coverage, OfNothingIsNotTold) { EXPECT_EQ(CoverageOfAll(UngradedSample("no machine")), ""); }

}  // namespace
}  // namespace checker

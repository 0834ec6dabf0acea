#include "checker/class/class_result.h"

#include <gtest/gtest.h>

#include "checker/class/sample_class.h"

namespace checker {
namespace {

TEST(ClassResult, TotalsCountWhatIsKnown) {
  const ClassResult result = SampleClass();
  EXPECT_EQ(result.MaxPoints(), 30);
  EXPECT_EQ(result.Total(result.students[0]), 20);
  EXPECT_EQ(result.Total(result.students[1]), 8);
  EXPECT_EQ(result.Total(result.students[2]), std::nullopt);  // not a zero
  EXPECT_EQ(result.Total(result.students[3]), 0);
}

TEST(ClassResult, TheTallyPutsEachStudentInOnePlace) {
  const ClassResult result = SampleClass();
  const ExerciseTally tally = Tally(result, result.exercises[0]);
  EXPECT_EQ(tally.passed, 1);
  EXPECT_EQ(tally.fell_short, 1);
  EXPECT_EQ(tally.could_not_be_graded, 1);
  EXPECT_EQ(tally.not_submitted, 1);
  EXPECT_DOUBLE_EQ(tally.mean_points, 28.0 / 3);
}

TEST(ClassResult, AnEmptyClassHasATally) {
  EXPECT_EQ(Tally(ClassResult(), {}).mean_points, 0);
  EXPECT_TRUE(FrequentFindings(ClassResult()).empty());
}

TEST(ClassResult, AStudentCountsOnceForAKindOfFinding) {
  ClassResult result = SampleClass();
  auto& findings = result.students[1].reports.at("04_locks/rlock").findings;
  findings.push_back(findings[0]);
  const auto frequent = FrequentFindings(result);
  ASSERT_EQ(frequent.size(), 1u);
  EXPECT_EQ(frequent[0].kind, "data race");
  EXPECT_EQ(frequent[0].students, 1);
}

}  // namespace
}  // namespace checker

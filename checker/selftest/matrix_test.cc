#include "checker/selftest/matrix.h"

#include <gtest/gtest.h>

#include "checker/selftest/killing_cases.h"

namespace checker::selftest {
namespace {

Grading Graded1(const std::string& kind, int points) {
  Grading grading;
  grading.verdict = kind.empty() ? "passed" : "failed";
  grading.points = points;
  grading.max_points = 10;
  grading.kinds_by_case["Suite.Case"] = {};
  if (!kind.empty()) grading.kinds_by_case["Suite.Case"].push_back(kind);
  grading.first_failure["Suite.Case"] = kind.empty() ? -1 : 17;
  return grading;
}

Variant Named(const std::string& name, const std::string& expect) {
  return {name, expect, "", "", "", "", {}};
}

TEST(Variant, AWrongOneNeedsItsDeclaredFindingAndLostPoints) {
  const Variant wrong = Named("04_locks/wrong/rlock/x", "deadlock");
  EXPECT_TRUE(AsDeclared(wrong, Graded1("deadlock", 4)));
  EXPECT_FALSE(AsDeclared(wrong, Graded1("data race", 4)));
  EXPECT_FALSE(AsDeclared(wrong, Graded1("deadlock", 10)));
  EXPECT_FALSE(AsDeclared(wrong, Graded1("", 10)));
}

TEST(Variant, ARightOneNeedsFullPointsAndNoFinding) {
  const Variant right = Named("04_locks/rlock", "passed");
  EXPECT_TRUE(AsDeclared(right, Graded1("", 10)));
  EXPECT_FALSE(AsDeclared(right, Graded1("", 9)));
  EXPECT_FALSE(AsDeclared(right, Graded1("data race", 10)));
}

TEST(Matrix, ShowsTheScheduleOfTheFirstFailurePerCase) {
  const std::vector<Graded> rows = {
      {Named("04_locks/rlock", "passed"), Graded1("", 10)},
      {Named("04_locks/wrong/rlock/unlock_by_stranger", "wrong result"),
       Graded1("wrong result", 3)}};
  const std::string text = MatrixText(rows);
  EXPECT_NE(text.find("04_locks/rlock\n"), std::string::npos) << text;
  EXPECT_NE(text.find("wrong unlock_by_stranger"), std::string::npos) << text;
  EXPECT_NE(text.find("    17"), std::string::npos) << text;
  EXPECT_EQ(text.find("NOT AS DECLARED"), std::string::npos) << text;
}

TEST(Matrix, MarksAVariantThatIsNotAsDeclared) {
  const std::vector<Graded> rows = {
      {Named("04_locks/wrong/rlock/x", "deadlock"), Graded1("wrong result", 3)}};
  EXPECT_NE(MatrixText(rows).find("NOT AS DECLARED"), std::string::npos);
  EXPECT_NE(MatrixJson(rows).find("\"as_declared\": false"), std::string::npos);
}

TEST(Matrix, IsReadBack) {
  const std::vector<Graded> rows = {
      {Named("04_locks/wrong/rlock/x", "deadlock"), Graded1("deadlock", 4)}};
  const std::vector<Graded> back = MatrixFromJson(MatrixJson(rows));
  ASSERT_EQ(back.size(), 1u);
  EXPECT_EQ(back[0].first.expect, "deadlock");
  EXPECT_EQ(back[0].second.kinds_by_case, rows[0].second.kinds_by_case);
  EXPECT_EQ(back[0].second.first_failure, rows[0].second.first_failure);
}

TEST(KillingCases, AreThoseThatShowTheDeclaredFindingFirst) {
  Grading grading = Graded1("deadlock", 4);
  grading.kinds_by_case["Suite.Other"] = {"deadlock"};
  grading.first_failure["Suite.Other"] = 3;
  grading.kinds_by_case["Suite.Quick"] = {"crash"};
  grading.first_failure["Suite.Quick"] = 1;
  const auto files = KillingCasesFiles({{Named("04_locks/rlock", "passed"), Graded1("", 10)},
                                        {Named("04_locks/wrong/rlock/x", "deadlock"), grading}});
  ASSERT_EQ(files.size(), 1u);
  EXPECT_NE(files.at("04_locks").find("{\n    \"wrong/rlock/x\": \"Suite.Other\",\n}\n"),
            std::string::npos);
}

}  // namespace
}  // namespace checker::selftest

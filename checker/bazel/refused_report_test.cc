#include "checker/bazel/refused_report.h"

#include <gtest/gtest.h>

namespace checker {
namespace {

const ExerciseEntry kRLock = {
    "04_locks", "rlock", "A reentrant lock", {"rlock.h"}, {{"RLock.A", 5}, {"RLock.B", 15}}, {}};

TEST(RefusedReport, SaysWhatIsWrongWithTheFile) {
  for (const auto problem :
       {FileProblem::kDirectory, FileProblem::kLink, FileProblem::kLinkedFolder,
        FileProblem::kNotAFile, FileProblem::kTooLarge}) {
    const Report report = RefusedReport(kRLock, "rlock.h", problem);
    EXPECT_EQ(report.verdict, kFailed);
    EXPECT_EQ(report.points, 0);
    EXPECT_EQ(report.max_points, 20);
    ASSERT_EQ(report.findings.size(), 1u);
    EXPECT_EQ(report.findings[0].kind, FindingKind::kForbidden);
    EXPECT_EQ(report.findings[0].points_lost, 20);
    EXPECT_FALSE(report.findings[0].why.empty());
    EXPECT_FALSE(report.findings[0].advice.empty());
    ASSERT_EQ(report.cases.size(), 2u);
    EXPECT_EQ(report.cases[1].outcome, kFailed);
  }
}

TEST(RefusedReport, WhatTheMachineCannotReadIsNoZero) {
  const Report report = RefusedReport(kRLock, "rlock.h", FileProblem::kUnreadable);
  EXPECT_EQ(report.verdict, kCouldNotBeGraded);
  EXPECT_FALSE(report.points.has_value());
  EXPECT_NE(report.note.find("rlock.h"), std::string::npos);
}

TEST(UngradedReport, KeepsTheReason) {
  const Report report = UngradedReport(kRLock, "no namespaces");
  EXPECT_EQ(report.note, "no namespaces");
  EXPECT_FALSE(report.points.has_value());
  EXPECT_EQ(report.cases[0].outcome, kCouldNotBeGraded);
}

}  // namespace
}  // namespace checker

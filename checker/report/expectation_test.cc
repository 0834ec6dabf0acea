#include "checker/report/expectation.h"

#include <gtest/gtest.h>

#include "checker/report/sample_report.h"

namespace checker {
namespace {

TEST(Expectation, AWrongVariantNeedsItsFindingAndALoss) {
  EXPECT_EQ(FallsShort(SampleReport(), "data race"), "");
  EXPECT_NE(FallsShort(SampleReport(), "deadlock"), "");
  Report free_of_charge = SampleReport();
  free_of_charge.points = free_of_charge.max_points;
  EXPECT_NE(FallsShort(free_of_charge, "data race"), "");
}

TEST(Expectation, AReferenceNeedsFullPointsAndNoFinding) {
  EXPECT_EQ(FallsShort(PassedReport(), "passed"), "");
  EXPECT_NE(FallsShort(SampleReport(), "passed"), "");
  Report accused = PassedReport();
  accused.findings = SampleReport().findings;
  EXPECT_NE(FallsShort(accused, "passed"), "");
}

TEST(Expectation, AStubIsNotAttemptedAndHasNoPoints) {
  Report stub = SampleReport();
  stub.verdict = kNotAttempted;
  stub.points = 0;
  EXPECT_EQ(FallsShort(stub, "not attempted"), "");
  EXPECT_NE(FallsShort(SampleReport(), "not attempted"), "");
}

TEST(Expectation, WhatCouldNotBeGradedMeetsNothing) {
  for (const char* expected : {"passed", "not attempted", "data race"}) {
    EXPECT_NE(FallsShort(UngradedSample("x"), expected), "") << expected;
  }
}

TEST(Expectation, TheComplaintSaysBothSides) {
  EXPECT_EQ(FallsShort(SampleReport(), "deadlock"),
            "expected: deadlock\ngot:      failed, 8 of 20 points, findings: data race");
}

TEST(Expectation, UnknownWordsAreNone) {
  EXPECT_TRUE(IsExpectation("lost wake-up"));
  EXPECT_FALSE(IsExpectation("lost wakeup"));
}

}  // namespace
}  // namespace checker

#include "checker/report/read_report.h"

#include <gtest/gtest.h>

#include "checker/findings/report_json.h"
#include "checker/report/sample_report.h"

namespace checker {
namespace {

TEST(ReadReport, ARoundTripKeepsEverything) {
  const std::string json = ReportToJson(SampleReport());
  const auto report = ReadReport(json);
  ASSERT_TRUE(report.ok()) << report.status().message();
  EXPECT_EQ(ReportToJson(report.value()), json);
  EXPECT_EQ(report.value().findings[0].advice, "Make `count_` atomic.");
  EXPECT_EQ(report.value().cases[1].first_failure, 17);
  EXPECT_EQ(Schedules(report.value().cases[0]), 1000);
}

TEST(ReadReport, WhatCouldNotBeGradedHasNoPoints) {
  const std::string json = ReportToJson(UngradedSample("no namespaces"));
  EXPECT_NE(json.find("\"points\": null"), std::string::npos);
  const auto report = ReadReport(json);
  ASSERT_TRUE(report.ok());
  EXPECT_FALSE(report.value().points.has_value());
  EXPECT_EQ(report.value().note, "no namespaces");
}

TEST(ReadReport, EveryTruncationIsRefused) {
  const std::string json = ReportToJson(SampleReport());
  const std::size_t last_brace = json.rfind('}');
  for (std::size_t size = 0; size <= last_brace; ++size) {
    EXPECT_FALSE(ReadReport(json.substr(0, size)).ok()) << size;
  }
}

TEST(ReadReport, OtherJsonIsRefused) {
  for (const char* text : {"[]", "{}", "null", "7", R"({"schema":2})", "\xff"}) {
    EXPECT_FALSE(ReadReport(text).ok()) << text;
  }
}

TEST(ReadReport, ACaseMayNotNameAMissingFinding) {
  Report report = SampleReport();
  report.cases[1].findings = {5};
  const auto parsed = ReadReport(ReportToJson(report));
  ASSERT_FALSE(parsed.ok());
  EXPECT_NE(parsed.status().message().find("RLock.TheHolderMayLockAgain"), std::string::npos);
}

TEST(ReadReport, BytesThatAreNoUtf8AreReplaced) {
  Report report = SampleReport();
  report.findings[0].what =
      "a\xff"
      "b";
  const auto parsed = ReadReport(ReportToJson(report));
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed.value().findings[0].what,
            "a\xEF\xBF\xBD"
            "b");
}

TEST(ReadReport, AnUnknownVerdictIsRefused) {
  Report report = SampleReport();
  report.verdict = "splendid";
  EXPECT_FALSE(ReadReport(ReportToJson(report)).ok());
}

}  // namespace
}  // namespace checker

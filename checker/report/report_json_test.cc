#include "checker/report/report_json.h"

#include <gtest/gtest.h>

#include "checker/report/sample_report.h"

namespace checker {
namespace {

TEST(ReportJson, ARoundTripKeepsEverything) {
  const std::string json = ReportToJson(SampleReport());
  const auto report = ParseReport(json);
  ASSERT_TRUE(report.ok()) << report.error();
  EXPECT_EQ(ReportToJson(report.value()), json);
  EXPECT_EQ(report.value().findings[0].advice, "Make `count_` atomic.");
  EXPECT_EQ(report.value().cases[1].first_failure, 17);
  EXPECT_EQ(report.value().cases[0].Schedules(), 1000);
}

TEST(ReportJson, WhatCouldNotBeGradedHasNoPoints) {
  const std::string json = ReportToJson(UngradedSample("no namespaces"));
  EXPECT_NE(json.find("\"points\": null"), std::string::npos);
  const auto report = ParseReport(json);
  ASSERT_TRUE(report.ok());
  EXPECT_FALSE(report.value().points.has_value());
  EXPECT_EQ(report.value().note, "no namespaces");
}

TEST(ReportJson, EveryTruncationIsRefused) {
  const std::string json = ReportToJson(SampleReport());
  const std::size_t last_brace = json.rfind('}');
  for (std::size_t size = 0; size <= last_brace; ++size) {
    EXPECT_FALSE(ParseReport(json.substr(0, size)).ok()) << size;
  }
}

TEST(ReportJson, OtherJsonIsRefused) {
  for (const char* text : {"[]", "{}", "null", "7", R"({"schema":2})", "\xff"}) {
    EXPECT_FALSE(ParseReport(text).ok()) << text;
  }
}

TEST(ReportJson, ACaseMayNotNameAMissingFinding) {
  Report report = SampleReport();
  report.cases[1].findings = {5};
  const auto parsed = ParseReport(ReportToJson(report));
  ASSERT_FALSE(parsed.ok());
  EXPECT_NE(parsed.error().find("RLock.TheHolderMayLockAgain"), std::string::npos);
}

TEST(ReportJson, BytesThatAreNoUtf8AreReplaced) {
  Report report = SampleReport();
  report.findings[0].what =
      "a\xff"
      "b";
  const auto parsed = ParseReport(ReportToJson(report));
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(parsed.value().findings[0].what,
            "a\xEF\xBF\xBD"
            "b");
}

TEST(ReportJson, TheTokenShownNamesTheCase) {
  const Report report = SampleReport();
  EXPECT_EQ(ReplayToken(report, report.findings[0]), "2.7f3a91");
}

}  // namespace
}  // namespace checker

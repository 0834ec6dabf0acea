#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "checker/report/formats/export_format.h"
#include "checker/report/sample_report.h"

namespace checker {
namespace {

pugi::xml_document Parse(const std::string& xml) {
  pugi::xml_document document;
  const auto result = document.load_string(xml.c_str());
  EXPECT_TRUE(result) << result.description() << "\n" << xml;
  return document;
}

std::string JUnit(const std::string& student, const std::vector<Report>& reports) {
  StudentReports all;
  all.student = student;
  for (const Report& report : reports) all.exercises.push_back({report});
  return ReportFormatNamed("junit.xml").write(all);
}

TEST(JUnit, ASuiteForEachExercise) {
  const auto document = Parse(JUnit("Ann", {SampleReport(), PassedReport()}));
  const auto root = document.child("testsuites");
  EXPECT_STREQ(root.attribute("name").value(), "Ann");
  const auto suite = root.child("testsuite");
  EXPECT_STREQ(suite.attribute("name").value(), "04_locks/rlock");
  EXPECT_EQ(suite.attribute("tests").as_int(), 2);
  EXPECT_EQ(suite.attribute("failures").as_int(), 1);
  EXPECT_EQ(suite.next_sibling("testsuite").attribute("failures").as_int(), 0);
}

TEST(JUnit, AFailureTellsTheFinding) {
  const auto document = Parse(JUnit("Ann", {SampleReport()}));
  const auto failed = document.child("testsuites")
                          .child("testsuite")
                          .find_child_by_attribute("name", "RLock.TheHolderMayLockAgain");
  EXPECT_STREQ(failed.child("failure").attribute("type").value(), "data race");
  EXPECT_NE(std::string(failed.child("failure").text().get()).find("why "), std::string::npos);
}

TEST(JUnit, WhatCouldNotBeGradedIsAnErrorAndNoFailure) {
  Report whole = UngradedSample("no compiler");
  whole.cases.clear();
  const auto document = Parse(JUnit("Ann", {UngradedSample("no compiler"), whole}));
  for (const auto suite : document.child("testsuites").children("testsuite")) {
    EXPECT_EQ(suite.attribute("failures").as_int(), 0);
    EXPECT_GT(suite.attribute("errors").as_int(), 0);
    EXPECT_STREQ(suite.child("testcase").child("error").attribute("message").value(),
                 "no compiler");
  }
}

TEST(JUnit, EveryByteMakesValidXml) {
  std::string every_byte;
  for (int byte = 0; byte < 256; ++byte) every_byte += static_cast<char>(byte);
  every_byte += "\xEF\xBF\xBF]]>&<\"'";
  Report report = SampleReport();
  report.findings[0].what = report.findings[0].why = report.findings[0].file = every_byte;
  report.cases[1].name = every_byte;
  const auto document = Parse(JUnit(every_byte, {report}));
  EXPECT_EQ(document.child("testsuites").child("testsuite").attribute("tests").as_int(), 2);
}

TEST(JUnit, NoReportsAreStillADocument) { EXPECT_TRUE(Parse(JUnit("", {})).child("testsuites")); }

}  // namespace
}  // namespace checker

#include "checker/class/student_report.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "checker/class/sample_class.h"

namespace checker {
namespace {

std::string Written(const char* format, const ClassResult& result, const StudentResult& student) {
  return ReportFormatNamed(format).write(ReportsOf(result, student));
}

TEST(StudentReport, TheTextHasEveryExercise) {
  const ClassResult result = SampleClass();
  const std::string text = Written("report.txt", result, result.students[1]);
  EXPECT_TRUE(text.starts_with("Bob: 8 of 30 points\n"));
  EXPECT_NE(text.find("DATA RACE  rlock.h:41"), std::string::npos);
  EXPECT_NE(text.find("04_locks/bank: Transfers\nnot submitted, 0 of 10 points\n"),
            std::string::npos);
}

TEST(StudentReport, AnUnknownTotalIsNoNumber) {
  const ClassResult result = SampleClass();
  EXPECT_TRUE(Written("report.txt", result, result.students[2])
                  .starts_with("Cem: not known yet, out of 30 points\nnote   a note\n"));
}

TEST(StudentReport, TheJsonHoldsTheReports) {
  const ClassResult result = SampleClass();
  const auto json = nlohmann::json::parse(Written("report.json", result, result.students[1]));
  EXPECT_EQ(json["student"], "Bob");
  EXPECT_EQ(json["points"], 8);
  EXPECT_EQ(json["reports"][0]["findings"][0]["kind"], "data race");
  EXPECT_EQ(json["not_submitted"][0], "04_locks/bank");
}

TEST(StudentReport, TheJUnitFileHasASuiteForEachExercise) {
  const ClassResult result = SampleClass();
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(Written("junit.xml", result, result.students[1]).c_str()));
  const auto suite = document.child("testsuites").child("testsuite");
  EXPECT_EQ(suite.attribute("failures").as_int(), 1);
  const auto missing = suite.next_sibling("testsuite");
  EXPECT_EQ(missing.attribute("failures").as_int(), 1);
  EXPECT_STREQ(missing.child("testcase").child("failure").attribute("message").value(),
               "not submitted");
}

}  // namespace
}  // namespace checker

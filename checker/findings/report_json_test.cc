#include "checker/findings/report_json.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace checker {
namespace {

Report Sample() {
  Report report;
  report.chapter = "04_locks";
  report.exercise = "rlock";
  report.files = {"rlock.h"};
  report.verdict = kFailed;
  report.points = 8;
  report.max_points = 20;
  CaseReport one;
  one.name = "RLock.TheHolderMayLockAgain";
  one.points = 3;
  one.outcome = kFailed;
  one.schedules = {{"random walk", 100}};
  one.findings = {0};
  report.cases = {one};
  Finding finding;
  finding.kind = FindingKind::kDataRace;
  finding.file = "rlock.h";
  finding.line = 41;
  finding.what = "\"quoted\", and a line\nbreak";
  finding.where = {{"write", Location{Location::Owner::kStudent, "rlock.h", "unlock", 41, 5}},
                   {"read", std::nullopt}};
  finding.excerpt = {{40, "void unlock() {"}, {41, "  --count_;"}};
  AnnotatedStep step;
  step.thread = 2;
  step.role = AnnotatedStep::Role::kRaceAccess;
  step.operation = protocol::Operation::kWrite;
  step.location = finding.where[0].location;
  step.name = "count_";
  finding.trace.steps = {AnnotatedStep(), step};
  finding.trace.point_of_no_return = PointOfNoReturn{1, "From here on"};
  finding.trace.left_out = 3;
  finding.details = {{"object", "count_"}};
  report.findings = {finding};
  return report;
}

TEST(ReportJson, SurvivesTheTrip) {
  const Report back = ReportFromJson(ReportToJson(Sample()));
  EXPECT_EQ(ReportToJson(back), ReportToJson(Sample()));
  EXPECT_EQ(back.points, 8);
  const Finding& finding = back.findings.at(0);
  EXPECT_EQ(finding.what, Sample().findings[0].what);
  EXPECT_EQ(finding.where.at(0).location->function, "unlock");
  EXPECT_FALSE(finding.where.at(1).location);
  EXPECT_EQ(finding.excerpt, Sample().findings[0].excerpt);
  EXPECT_EQ(finding.trace.steps.at(1).operation, protocol::Operation::kWrite);
  EXPECT_EQ(finding.trace.steps.at(1).role, AnnotatedStep::Role::kRaceAccess);
  EXPECT_EQ(finding.trace.point_of_no_return->step, 1u);
}

TEST(ReportJson, UngradedIsNotZero) {
  Report report = Sample();
  report.points.reset();
  EXPECT_NE(ReportToJson(report).find("\n \"points\": null"), std::string::npos);
  EXPECT_FALSE(ReportFromJson(ReportToJson(report)).points);
}

TEST(ReportJson, BytesThatAreNoTextAreReplaced) {
  Report report = Sample();
  report.findings[0].what = "a\xff\xfe";
  EXPECT_EQ(ReportFromJson(ReportToJson(report)).findings[0].what, "a\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(ReportJson, SaysWhatIsWrongWithATruncatedText) {
  const std::string text = ReportToJson(Sample());
  for (std::size_t size : {std::size_t{0}, std::size_t{1}, text.size() / 2, text.size() - 3}) {
    EXPECT_THROW(ReportFromJson(text.substr(0, size)), std::runtime_error) << size;
  }
  EXPECT_THROW(ReportFromJson("{\"schema\": 1}"), std::runtime_error);
}

}  // namespace
}  // namespace checker

#include "checker/report/report_text.h"

#include <gtest/gtest.h>

#include <string_view>

#include "checker/report/sample_report.h"

namespace checker {
namespace {

bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

TEST(ReportText, AFindingHasFourParts) {
  const Report report = SampleReport();
  EXPECT_EQ(FindingToText(report, report.findings[0]),
            "DATA RACE  rlock.h:41"
            "                                                   -12 of 20 points\n"
            "what   Thread 2 wrote `count_` while thread 1 was reading it.\n"
            "why    An old count lets two threads in.\n"
            "where  write: unlock, line 41      read: held_by_current_thread, line 57\n"
            "       40 | void unlock() {\n"
            "       41 |   --count_;\n"
            "try    Make `count_` atomic.\n"
            "       See it happen:  ./workbook replay 04_locks/rlock 2.7f3a91\n");
}

TEST(ReportText, TheTableHasPointsAndCoverage) {
  const std::string text = ReportToText(SampleReport());
  EXPECT_TRUE(Contains(text, "failed, 8 of 20 points\n"));
  EXPECT_TRUE(Contains(text, " 8 of 8   passed              A stranger waits"));
  EXPECT_TRUE(Contains(text, "1,000 schedules, no failure\n"));
  EXPECT_TRUE(Contains(text, " 0 of 12  data race           The holder may lock again"));
  EXPECT_TRUE(Contains(text, "failed in schedule 17\n"));
  EXPECT_TRUE(Contains(text, "\nExplored: "));
}

TEST(ReportText, WhatCouldNotBeGradedShowsNoPoints) {
  const std::string text = ReportToText(UngradedSample("uncontrolled call fork at rlock.h:3"));
  EXPECT_TRUE(Contains(text, "could not be graded, no points yet\n"));
  EXPECT_TRUE(Contains(text, "note   uncontrolled call fork at rlock.h:3\n"));
  EXPECT_TRUE(Contains(text, " ? of 20 "));
}

TEST(ReportText, NoLineIsWiderThanTheScreen) {
  Report report = SampleReport();
  report.cases[0].name = "RLock.AStrangerWaitsUntilTheHolderHasUndoneEveryLockThatHeTookBefore";
  report.findings[0].why = "word " + std::string(400, 'x') + " and many words " +
                           std::string(60, 'y') + " and more and more and more and more";
  report.findings[0].where.assign(5, {"write", Location{Location::Owner::kStudent, "rlock.h",
                                                        "a_function_with_a_long_name", 41}});
  std::size_t long_lines = 0;
  const std::string all = ReportToText(report);
  for (std::string_view text = all; !text.empty();) {
    const std::size_t end = text.find('\n');
    long_lines += end > 88;
    text.remove_prefix(end + 1);
  }
  EXPECT_EQ(long_lines, 1u);  // the word that cannot be broken
}

TEST(ReportText, NamesAreReadAsSentences) {
  Report report = PassedReport();
  report.cases[0].name = "Queue.FIFOOrderHoldsWhileAThreadOfTen10Waits";
  EXPECT_TRUE(Contains(ReportToText(report), "FIFO order holds while a thread of ten10 waits"));
}

TEST(ReportText, CasesThatWereNotRunAreOneLine) {
  Report report = SampleReport();
  report.findings[0].kind = FindingKind::kCompileError;
  for (auto& test_case : report.cases) {
    test_case.outcome = kFailed;
    test_case.earned = test_case.first_failure = 0;
    test_case.schedules.clear();
    test_case.findings = {0};
  }
  EXPECT_TRUE(Contains(ReportToText(report),
                       "\n 0 of 20  compile error       None of the 2 cases was run\n"));
}

TEST(ReportText, HostileTextCannotActOnTheTerminal) {
  Report report = SampleReport();
  report.findings[0].what = "\x1b]0;owned\a";
  report.findings[0].excerpt = {{1, "\x1b[2J"}};
  report.findings[0].file = "r\x1b.h";
  EXPECT_FALSE(Contains(ReportToText(report), "\x1b"));
}

TEST(ReportText, ColourChangesNothingElse) {
  std::string colored = ReportToText(SampleReport(), {.color = true});
  for (std::size_t at; (at = colored.find('\x1b')) != std::string::npos;) {
    colored.erase(at, colored.find('m', at) - at + 1);
  }
  EXPECT_EQ(colored, ReportToText(SampleReport()));
}

TEST(ReportText, OneLineForTheOverview) {
  EXPECT_EQ(ReportToLine(SampleReport()),
            "04_locks/rlock                    failed              8 of 20 points\n");
}

}  // namespace
}  // namespace checker

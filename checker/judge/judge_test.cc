#include "checker/judge/judge.h"

#include <gtest/gtest.h>

#include <set>

#include "checker/findings/report_json.h"
#include "checker/sandbox/sandbox_init.h"

namespace checker {
namespace {

std::string fake_test_binary;
std::string fake_exits_first;

Exercise FakeExercise(const std::vector<std::string>& cases) {
  Exercise exercise;
  exercise.chapter = "00_fake";
  exercise.name = "fake";
  exercise.files = {"fake.h"};
  exercise.test = "chapters/00_fake/tests/fake_test.cc";
  exercise.time_limit = std::chrono::seconds(1);
  exercise.memory_bytes = 128 << 20;
  for (const std::string& name : cases) exercise.points["Fake." + name] = 2;
  return exercise;
}

const std::vector<std::string> kAll = {"Passes",
                                       "Fails",
                                       "FailsOnlyOnce",
                                       "Deadlocks",
                                       "IsNotWritten",
                                       "Races",
                                       "Crashes",
                                       "Aborts",
                                       "ExitsEarly",
                                       "LoopsForEver",
                                       "Floods",
                                       "EatsMemory",
                                       "ForgesRecords",
                                       "LeavesAProcess",
                                       "PrintsLikeGoogleTest",
                                       "UsesFences",
                                       "CallsTheUnknown",
                                       "TakesTime",
                                       "RacesOnRealThreadsOnly"};

CaseJudgement JudgeCase(const std::string& name) {
  static const Exercise exercise = FakeExercise(kAll);
  static const SourceTexts sources = {{"fake.h", SourceText("class Fake {};\n")}};
  const TestBinary binary(fake_test_binary, "", exercise);
  const CaseJudge judge(binary, exercise, sources, {.schedules = 10});
  return judge.Conclude(judge.Explore("Fake." + name), 3, /*shorten=*/true);
}

// "kind: what", or the reason why it was not graded, or "passed".
std::string Told(const std::string& name) {
  const CaseJudgement judgement = JudgeCase(name);
  EXPECT_EQ(judgement.report.earned, judgement.report.outcome == kPassed ? 2 : 0);
  if (judgement.finding)
    return std::string(NameOf(judgement.finding->kind)) + ": " + judgement.finding->what;
  return judgement.report.outcome + (judgement.not_graded.empty() ? "" : ": ") +
         judgement.not_graded;
}

TEST(CaseJudge, ACleanRunEarnsThePoints) {
  const CaseJudgement judgement = JudgeCase("Passes");
  EXPECT_EQ(judgement.report.outcome, kPassed);
  EXPECT_EQ(judgement.report.earned, 2);
  EXPECT_EQ(judgement.report.schedules.at("random walk"), 10);
  EXPECT_EQ(judgement.report.distinct, 7);
  EXPECT_FALSE(judgement.finding);
}

TEST(CaseJudge, AFailureComesWithItsToken) {
  const CaseJudgement judgement = JudgeCase("Fails");
  ASSERT_TRUE(judgement.finding);
  EXPECT_EQ(judgement.finding->kind, FindingKind::kWrongResult);
  EXPECT_EQ(judgement.finding->what, "It is wrong.");
  EXPECT_EQ(judgement.finding->token, "3.r1");
  EXPECT_EQ(judgement.finding->points_lost, 2);
  EXPECT_EQ(judgement.report.first_failure, 3);
}

TEST(CaseJudge, AFailureThatDoesNotComeAgainIsToldAsSuch) {
  const CaseJudgement judgement = JudgeCase("FailsOnlyOnce");
  ASSERT_TRUE(judgement.finding);
  EXPECT_EQ(judgement.finding->token, "");
  EXPECT_EQ(judgement.finding->details.count("confirmed"), 1u);
}

TEST(CaseJudge, AStuckRunNeedsNoEnd) {
  EXPECT_EQ(Told("Deadlocks").substr(0, 9), "deadlock:");
  EXPECT_EQ(JudgeCase("Deadlocks").finding->token, "3.r3");
}

TEST(CaseJudge, ARaceIsADataRace) { EXPECT_EQ(Told("Races").substr(0, 10), "data race:"); }

TEST(CaseJudge, ARaceOfRealThreadsCountsToo) {
  EXPECT_EQ(Told("RacesOnRealThreadsOnly").substr(0, 10), "data race:");
}

TEST(CaseJudge, ACaseThatTakesTimeNeverRunsInRealTime) { EXPECT_EQ(Told("TakesTime"), kPassed); }

TEST(CaseJudge, AStubIsNotAttempted) {
  EXPECT_EQ(JudgeCase("IsNotWritten").report.outcome, kNotAttempted);
}

TEST(CaseJudge, ASignalIsACrash) {
  EXPECT_NE(Told("Crashes").find("SIGSEGV"), std::string::npos);
  const CaseJudgement aborted = JudgeCase("Aborts");
  EXPECT_NE(aborted.finding->details.at("message").find("std::logic_error"), std::string::npos);
}

TEST(CaseJudge, AnEarlyExitEarnsNothing) {
  const char* expected = "crash: The program ended before the test was done.";
  EXPECT_EQ(Told("ExitsEarly"), expected);
  EXPECT_EQ(Told("PrintsLikeGoogleTest"), expected);
  EXPECT_EQ(Told("ForgesRecords"), expected);
}

TEST(CaseJudge, LimitsEndARun) {
  EXPECT_EQ(Told("LoopsForEver").substr(0, 11), "time limit:");
  EXPECT_EQ(Told("Floods"), "crash: The program printed more than it may.");
  EXPECT_EQ(Told("EatsMemory"), "crash: The program used more memory than it may.");
}

TEST(CaseJudge, AProcessLeftBehindIsALeak) {
  EXPECT_EQ(Told("LeavesAProcess").substr(0, 5), "leak:");
}

TEST(CaseJudge, WhatTheExplorerCannotControlIsNobodysZero) {
  EXPECT_EQ(Told("CallsTheUnknown"), "could not be graded: uncontrolled call: fork");
  EXPECT_NE(Told("UsesFences").find("could not be graded: the code orders memory with"),
            std::string::npos);
}

Report JudgeWith(const std::string& binary, const Exercise& exercise,
                 BuildStatus status = BuildStatus::kBuilt, CaseJudge::Settings settings = {}) {
  static const SourceTexts sources = {{"fake.h", SourceText("class Fake {};\n")}};
  BuildOutcome build;
  build.status = status;
  if (status != BuildStatus::kBuilt) {
    build.findings.push_back({});
    build.findings.front().kind = FindingKind::kCompileError;
  }
  settings.schedules = 10;
  return JudgeSubmission(exercise, build, binary, sources, settings);
}

TEST(Judge, BeginsWithTheCaseThatIsNamed) {
  const Report report = JudgeWith(fake_test_binary, FakeExercise(kAll), BuildStatus::kBuilt,
                                  {.until = FindingKind::kDeadlock, .first = "Fake.Deadlocks"});
  ASSERT_EQ(report.cases.size(), 1u);
  EXPECT_EQ(report.findings.at(0).token.substr(0, 2), "4.");
}

TEST(Judge, CasesAtTheSameTimeGiveTheSameReport) {
  std::set<std::string> told;
  const auto note = [&](const CaseReport& one, const Verdict&) { told.insert(one.name); };
  const Report one_by_one = JudgeWith(fake_test_binary, FakeExercise(kAll));
  const Report together = JudgeWith(fake_test_binary, FakeExercise(kAll), BuildStatus::kBuilt,
                                    {.jobs = 4, .on_explored = note});
  EXPECT_EQ(told.size(), together.cases.size());
  EXPECT_EQ(ReportToJson(one_by_one), ReportToJson(together));
}

TEST(Judge, EndsWhenItHasSeenWhatItLooksFor) {
  const Report report = JudgeWith(fake_test_binary, FakeExercise(kAll), BuildStatus::kBuilt,
                                  {.until = FindingKind::kDeadlock});
  ASSERT_FALSE(report.cases.empty());
  EXPECT_EQ(report.cases.back().name, "Fake.Deadlocks");
  EXPECT_EQ(report.verdict, kFailed);
}

TEST(Judge, AnExitBeforeMainFailsEveryCase) {
  const Report report = JudgeWith(fake_exits_first, FakeExercise({"A", "B"}));
  EXPECT_EQ(report.verdict, kFailed);
  EXPECT_EQ(report.points, 0);
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_EQ(report.findings[0].kind, FindingKind::kCrash);
  EXPECT_EQ(report.findings[0].cases.size(), 2u);
  EXPECT_EQ(report.findings[0].points_lost, 4);
}

TEST(Judge, AListThatIsNotOursIsNotGraded) {
  const Report report = JudgeWith(fake_test_binary, FakeExercise({"Passes"}));
  EXPECT_EQ(report.verdict, kCouldNotBeGraded);
  EXPECT_FALSE(report.points);
}

TEST(Judge, OneBadCaseKeepsTheOthers) {
  const Report report = JudgeWith(fake_test_binary, FakeExercise(kAll));
  EXPECT_EQ(report.cases.size(), kAll.size());
  EXPECT_EQ(report.cases[0].earned, 2);
  EXPECT_EQ(report.verdict, kCouldNotBeGraded);  // two of the cases can't be
  EXPECT_FALSE(report.points);
  EXPECT_EQ(report.max_points, 2 * static_cast<int>(kAll.size()));
}

TEST(Judge, AFailedBuildFailsEveryCase) {
  const Report report = JudgeWith("", FakeExercise({"A", "B"}), BuildStatus::kCompileError);
  EXPECT_EQ(report.verdict, kFailed);
  EXPECT_EQ(report.points, 0);
  EXPECT_EQ(report.findings.at(0).points_lost, 4);
  EXPECT_EQ(JudgeWith("", FakeExercise({"A"}), BuildStatus::kMissingFile).verdict, kNotAttempted);
  EXPECT_EQ(JudgeWith("", FakeExercise({"A"}), BuildStatus::kCouldNotBeGraded).verdict,
            kCouldNotBeGraded);
}

TEST(Judge, AMissingBinaryIsNotTheStudentsFault) {
  EXPECT_EQ(JudgeWith("/nowhere/test", FakeExercise({"A"})).verdict, kCouldNotBeGraded);
}

}  // namespace
}  // namespace checker

int main(int argc, char** argv) {
  if (const auto status = checker::RunAsSandboxInit(argc, argv)) return *status;
  testing::InitGoogleTest(&argc, argv);
  if (argc < 3) return 2;
  checker::fake_test_binary = argv[1];
  checker::fake_exits_first = argv[2];
  return RUN_ALL_TESTS();
}

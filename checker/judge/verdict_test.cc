#include "checker/judge/verdict.h"

#include <gtest/gtest.h>
#include <signal.h>

#include "checker/findings/finding.h"

namespace checker {
namespace {

JobResult Ended(RunEnd end) {
  JobResult job;
  job.run.end = std::move(end);
  job.records.end = EndRecord{};
  return job;
}

RaceReport ReportOf(const char* kind, bool ends_process = false) {
  RaceReport report;
  report.kind = kind;
  report.ends_process = ends_process;
  return report;
}

TEST(Verdict, OfACompleteRunIsClean) { EXPECT_TRUE(VerdictOf(Ended(ExitCode{0})).clean()); }

TEST(Verdict, WithoutAnEndIsACrash) {
  JobResult job = Ended(ExitCode{0});
  job.records.end.reset();
  EXPECT_EQ(VerdictOf(job).failure->kind, FindingKind::kCrash);
}

TEST(Verdict, AnExitCodeCountsEvenAfterTheEnd) {
  EXPECT_EQ(VerdictOf(Ended(ExitCode{66})).failure->kind, FindingKind::kCrash);
  EXPECT_EQ(VerdictOf(Ended(Signal{SIGSEGV})).failure->message, "signal 11 (SIGSEGV)");
}

TEST(Verdict, TheSandboxesTroubleIsNobodysZero) {
  const Verdict verdict = VerdictOf(Ended(SandboxFailure{"no namespaces"}));
  EXPECT_EQ(verdict.not_graded, "no namespaces");
  EXPECT_FALSE(verdict.failure);
}

TEST(Verdict, ARaceComesBeforeWhatItLedTo) {
  JobResult job = Ended(ExitCode{66});
  job.records.failure = Failure{};
  job.records.failure->kind = FindingKind::kWrongResult;
  job.records.race = RaceRecord{"pct", 3, "p1", false};
  job.reports = {ReportOf("data race")};
  const Verdict verdict = VerdictOf(job);
  EXPECT_EQ(verdict.failure->kind, FindingKind::kDataRace);
  EXPECT_EQ(verdict.failure->token, "p1");
  EXPECT_TRUE(verdict.report);
}

TEST(Verdict, KnowsThreadSanitizersOtherReports) {
  const std::pair<RaceReport, FindingKind> cases[] = {
      {ReportOf("heap-use-after-free"), FindingKind::kCrash},
      {ReportOf("SEGV", true), FindingKind::kCrash},
      {ReportOf("lock-order-inversion (potential deadlock)"), FindingKind::kDeadlock},
      {ReportOf("double lock of a mutex"), FindingKind::kDeadlock},
      {ReportOf("unlock of an unlocked mutex (or by a wrong thread)"), FindingKind::kWrongResult},
      {ReportOf("data race on vptr (ctor/dtor vs virtual call)"), FindingKind::kDataRace},
      {ReportOf("thread leak"), FindingKind::kLeak},
  };
  for (const auto& [report, kind] : cases) {
    JobResult job = Ended(ExitCode{66});
    job.reports = {report};
    EXPECT_EQ(VerdictOf(job).failure->kind, kind) << report.kind;
  }
}

TEST(Verdict, ACheckThatFailedInsideThreadSanitizerIsNobodysZero) {
  JobResult job = Ended(ExitCode{66});
  job.reports = {ReportOf("CHECK failed", true)};
  EXPECT_TRUE(VerdictOf(job).not_graded);
}

TEST(Verdict, NamesTheSignalOfTheTestBinarysOwnRecord) {
  JobResult job = Ended(ExitCode{1});
  job.records.failure = Failure{};
  job.records.failure->kind = FindingKind::kCrash;
  job.records.failure->message = "the program was ended by signal 6";
  job.run.standard_error = "noise\nterminate called without an active exception\n";
  EXPECT_EQ(VerdictOf(job).failure->message,
            "the program was ended by signal 6 (SIGABRT): terminate called without an active "
            "exception ");
}

TEST(Verdict, ALimitHasItsKind) {
  EXPECT_EQ(VerdictOf(Ended(Limit::kProcessorTime)).failure->kind, FindingKind::kTimeLimit);
  EXPECT_EQ(VerdictOf(Ended(Limit::kMemory)).failure->kind, FindingKind::kCrash);
}

}  // namespace
}  // namespace checker

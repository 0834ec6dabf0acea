#include "checker/report/sample_report.h"

namespace checker {
namespace {

CaseReport PassedCase() {
  CaseReport test_case;
  test_case.name = "RLock.AStrangerWaits";
  test_case.points = 8;
  test_case.earned = 8;
  test_case.outcome = kPassed;
  test_case.schedules = {{"random walk", 600}, {"PCT", 400}};
  test_case.distinct = 712;
  return test_case;
}

CaseReport RacyCase() {
  CaseReport test_case;
  test_case.name = "RLock.TheHolderMayLockAgain";
  test_case.points = 12;
  test_case.outcome = kFailed;
  test_case.schedules = {{"random walk", 17}};
  test_case.first_failure = 17;
  test_case.findings = {0};
  return test_case;
}

Finding Race() {
  Finding race;
  race.kind = FindingKind::kDataRace;
  race.file = "rlock.h";
  race.line = 41;
  race.cases = {"RLock.TheHolderMayLockAgain"};
  race.points_lost = 12;
  race.what = "Thread 2 wrote `count_` while thread 1 was reading it.";
  race.why = "An old count lets two threads in.";
  race.where = {
      {"write", Location{Location::Owner::kStudent, "rlock.h", "unlock", 41}},
      {"read", Location{Location::Owner::kStudent, "rlock.h", "held_by_current_thread", 57}}};
  race.advice = "Make `count_` atomic.";
  race.token = "2.7f3a91";
  race.excerpt = {{40, "void unlock() {"}, {41, "  --count_;"}};
  race.details = {{"variable", "count_"}};
  return race;
}

}  // namespace

Report SampleReport() {
  Report report;
  report.chapter = "04_locks";
  report.exercise = "rlock";
  report.title = "A reentrant lock";
  report.files = {"rlock.h"};
  report.verdict = kFailed;
  report.points = 8;
  report.max_points = 20;
  report.seed = 1;
  report.cases = {PassedCase(), RacyCase()};
  report.findings = {Race()};
  return report;
}

Report PassedReport() {
  Report report = SampleReport();
  report.verdict = kPassed;
  report.points = 20;
  report.findings.clear();
  report.cases[1] = PassedCase();
  report.cases[1].name = "RLock.TheHolderMayLockAgain";
  report.cases[1].points = report.cases[1].earned = 12;
  return report;
}

Report UngradedSample(const std::string& why) {
  Report report = PassedReport();
  report.verdict = kCouldNotBeGraded;
  report.points.reset();
  report.note = why;
  for (auto& test_case : report.cases) {
    test_case.earned = 0;
    test_case.outcome = kCouldNotBeGraded;
    test_case.schedules.clear();
  }
  return report;
}

}  // namespace checker

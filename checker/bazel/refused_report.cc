#include "checker/bazel/refused_report.h"

namespace checker {
namespace {

Report EmptyReport(const ExerciseEntry& exercise, const std::string& verdict) {
  Report report;
  report.chapter = exercise.chapter;
  report.exercise = exercise.name;
  report.title = exercise.title;
  report.files = exercise.files;
  report.verdict = verdict;
  report.max_points = exercise.MaxPoints();
  for (const CaseEntry& entry : exercise.cases) {
    CaseReport test_case;
    test_case.name = entry.name;
    test_case.points = entry.points;
    test_case.outcome = verdict;
    report.cases.push_back(test_case);
  }
  return report;
}

Finding FindingOf(const Refusal& refusal, const Report& report, const std::string& file) {
  Finding finding;
  finding.kind = FindingKind::kForbidden;
  finding.file = file;
  for (const auto& test_case : report.cases) finding.cases.push_back(test_case.name);
  finding.points_lost = report.max_points;
  finding.what = refusal.what;
  finding.why = refusal.why;
  finding.where = {{"", Location{Location::Owner::kStudent, file}}};
  finding.advice = refusal.advice;
  return finding;
}

}  // namespace

Report RefusedReport(const ExerciseEntry& exercise, const std::string& file, FileProblem problem) {
  const Refusal refusal = RefusalInClassFolder(file, problem);
  if (problem == FileProblem::kUnreadable) {
    return UngradedReport(exercise, refusal.what + " " + refusal.advice);
  }
  Report report = EmptyReport(exercise, kFailed);
  report.points = 0;
  report.findings.push_back(FindingOf(refusal, report, file));
  for (auto& test_case : report.cases) test_case.findings = {0};
  return report;
}

Report UngradedReport(const ExerciseEntry& exercise, const std::string& why) {
  Report report = EmptyReport(exercise, kCouldNotBeGraded);
  report.note = why;
  return report;
}

}  // namespace checker

#include "checker/bazel/refused_report.h"

#include <fmt/format.h>

#include "checker/submission/class_folder.h"

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

struct Words {
  std::string what;
  std::string why;
  std::string advice;
};

Words WordsFor(const std::string& file, FileProblem problem) {
  switch (problem) {
    case FileProblem::kDirectory:
      return {fmt::format("`{}` is a folder.", file), "The checker reads a file of that name.",
              fmt::format("Hand in the file itself: `{}`, not a folder that holds it.", file)};
    case FileProblem::kLink:
    case FileProblem::kLinkedFolder:
      return {fmt::format("`{}` is reached through a symbolic link.", file),
              "Links are never followed, as they may lead to somebody else's files.",
              "Hand in the file itself, in an ordinary folder."};
    case FileProblem::kNotAFile:
      return {fmt::format("`{}` is a pipe, a socket or a device.", file),
              "Only ordinary files are read.", "Hand in the file itself."};
    case FileProblem::kTooLarge:
      return {fmt::format("`{}` is larger than {} KiB.", file, kLargestFileBytes / 1024),
              "No answer needs that much, so it was not read.",
              "Hand in the source file only: no data, no program, no copy of a library."};
    case FileProblem::kMissing:
    case FileProblem::kUnreadable:
      break;
  }
  return {fmt::format("`{}` could not be read.", file), "", ""};
}

Finding Refusal(const Report& report, const std::string& file, FileProblem problem) {
  const Words words = WordsFor(file, problem);
  Finding finding;
  finding.kind = FindingKind::kForbidden;
  finding.file = file;
  for (const auto& test_case : report.cases) finding.cases.push_back(test_case.name);
  finding.points_lost = report.max_points;
  finding.what = words.what;
  finding.why = words.why;
  finding.where = {{"", Location{Location::Owner::kStudent, file}}};
  finding.advice = words.advice;
  return finding;
}

}  // namespace

Report RefusedReport(const ExerciseEntry& exercise, const std::string& file, FileProblem problem) {
  if (problem == FileProblem::kUnreadable) {
    return UngradedReport(exercise, fmt::format("This machine may not read `{}`. Its permissions "
                                                "must let the instructor read it.",
                                                file));
  }
  Report report = EmptyReport(exercise, kFailed);
  report.points = 0;
  report.findings.push_back(Refusal(report, file, problem));
  for (auto& test_case : report.cases) test_case.findings = {0};
  return report;
}

Report UngradedReport(const ExerciseEntry& exercise, const std::string& why) {
  Report report = EmptyReport(exercise, kCouldNotBeGraded);
  report.note = why;
  return report;
}

}  // namespace checker

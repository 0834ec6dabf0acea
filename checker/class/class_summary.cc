#include "checker/class/class_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "checker/base/utf8.h"
#include "checker/report/plain_text.h"

namespace checker {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kFindingsShown = 10;

std::string ExerciseLine(const ClassResult& result, const ExerciseEntry& exercise,
                         std::size_t columns) {
  const ExerciseTally tally = Tally(result, exercise);
  return fmt::format("{}  {:>6}  {:>10}  {:>13}  {:>13}  {:>10}  {:>6.1f} of {}\n",
                     PadRight(exercise.Label(), columns), tally.passed, tally.fell_short,
                     tally.not_attempted, tally.not_submitted, tally.could_not_be_graded,
                     tally.mean_points, exercise.MaxPoints());
}

std::string ExerciseTable(const ClassResult& result) {
  std::size_t columns = 8;
  for (const auto& exercise : result.exercises) {
    columns = std::max(columns, Columns(exercise.Label()));
  }
  std::string table = fmt::format("{}  {:>6}  {:>10}  {:>13}  {:>13}  {:>10}  {:>6}\n",
                                  PadRight("exercise", columns), "passed", "fell short",
                                  "not attempted", "not submitted", "not graded", "mean");
  for (const auto& exercise : result.exercises) table += ExerciseLine(result, exercise, columns);
  return table;
}

std::string FindingLines(const ClassResult& result) {
  const auto findings = FrequentFindings(result);
  if (findings.empty()) return "";
  std::string lines = "\nMost frequent findings\n";
  for (std::size_t i = 0; i < std::min(findings.size(), kFindingsShown); ++i) {
    lines += fmt::format("{:>6}  {} in {}\n", findings[i].students, Printable(findings[i].kind),
                         findings[i].exercise);
  }
  return lines;
}

// What the instructor has to look at.
std::string Concerns(const ClassResult& result) {
  std::string lines;
  for (const auto& student : result.students) {
    for (const auto& note : student.notes) {
      lines += fmt::format("  {}: {}\n", Printable(student.name), Printable(note));
    }
    for (const auto& [label, report] : student.reports) {
      if (report.points) continue;
      lines += fmt::format("  {}, {}: could not be graded: {}\n", Printable(student.name), label,
                           Printable(report.note.substr(0, report.note.find('\n'))));
    }
  }
  return lines.empty() ? "" : "\nPlease look at\n" + lines;
}

Json ExerciseJson(const ClassResult& result, const ExerciseEntry& exercise) {
  const ExerciseTally tally = Tally(result, exercise);
  return {
      {"exercise", exercise.Label()},         {"title", exercise.title},
      {"max_points", exercise.MaxPoints()},   {"passed", tally.passed},
      {"fell_short", tally.fell_short},       {"not_attempted", tally.not_attempted},
      {"not_submitted", tally.not_submitted}, {"could_not_be_graded", tally.could_not_be_graded},
      {"mean_points", tally.mean_points}};
}

Json ResultJson(const ExerciseEntry& exercise, const Report* report) {
  Json json = {{"exercise", exercise.Label()}};
  json["verdict"] = report == nullptr ? "not submitted" : report->verdict;
  json["points"] = report == nullptr ? Json(0) : report->points ? Json(*report->points) : Json();
  json["max_points"] = exercise.MaxPoints();
  return json;
}

Json StudentSummary(const ClassResult& result, const StudentResult& student) {
  Json exercises = Json::array();
  for (const auto& exercise : result.exercises) {
    exercises.push_back(ResultJson(exercise, student.Find(exercise)));
  }
  const auto total = result.Total(student);
  return {{"student", student.name},
          {"folder", student.folder},
          {"points", total ? Json(*total) : Json()},
          {"max_points", result.MaxPoints()},
          {"notes", student.notes},
          {"exercises", exercises}};
}

Json FindingsJson(const ClassResult& result) {
  Json findings = Json::array();
  for (const auto& finding : FrequentFindings(result)) {
    findings.push_back(
        {{"exercise", finding.exercise}, {"kind", finding.kind}, {"students", finding.students}});
  }
  return findings;
}

}  // namespace

std::string SummaryText(const ClassResult& result) {
  return fmt::format("{}, {}, {}\n\n",
                     Counted(static_cast<long>(result.students.size()), "student"),
                     Counted(static_cast<long>(result.exercises.size()), "exercise"),
                     Counted(result.MaxPoints(), "point")) +
         ExerciseTable(result) + FindingLines(result) + Concerns(result);
}

std::string SummaryJson(const ClassResult& result) {
  Json students = Json::array();
  for (const auto& student : result.students) students.push_back(StudentSummary(result, student));
  Json exercises = Json::array();
  for (const auto& exercise : result.exercises) exercises.push_back(ExerciseJson(result, exercise));
  const Json summary = {{"schema", 1},
                        {"max_points", result.MaxPoints()},
                        {"exercises", exercises},
                        {"findings", FindingsJson(result)},
                        {"students", students}};
  return summary.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace checker

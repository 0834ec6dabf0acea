#include "checker/class/student_report.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "checker/base/utf8.h"
#include "checker/findings/report_json.h"
#include "checker/report/report_junit.h"
#include "checker/report/report_text.h"

namespace checker {
namespace {

using Json = nlohmann::ordered_json;

std::string TotalText(const ClassResult& result, const StudentResult& student) {
  const auto total = result.Total(student);
  return fmt::format("{} of {} points", total ? std::to_string(*total) : "not known yet, out",
                     result.MaxPoints());
}

Report NotSubmitted(const ExerciseEntry& exercise) {
  Report report;
  report.chapter = exercise.chapter;
  report.exercise = exercise.name;
  report.title = exercise.title;
  report.verdict = kFailed;
  report.points = 0;
  report.max_points = exercise.MaxPoints();
  report.note = "not submitted";
  return report;
}

}  // namespace

std::string StudentText(const ClassResult& result, const StudentResult& student) {
  std::string text = fmt::format("{}: {}\n", Printable(student.name), TotalText(result, student));
  for (const auto& note : student.notes) text += fmt::format("note   {}\n", Printable(note));
  for (const auto& exercise : result.exercises) {
    const Report* report = student.Find(exercise);
    text += "\n" + std::string(88, '-') + "\n";
    text += report != nullptr
                ? ReportToText(*report)
                : fmt::format("{}: {}\nnot submitted, 0 of {} points\n", exercise.Label(),
                              Printable(exercise.title), exercise.MaxPoints());
  }
  return text;
}

std::string StudentJson(const ClassResult& result, const StudentResult& student) {
  Json exercises = Json::array();
  Json missing = Json::array();
  for (const auto& exercise : result.exercises) {
    const Report* report = student.Find(exercise);
    if (report != nullptr) exercises.push_back(Json::parse(ReportToJson(*report)));
    if (report == nullptr) missing.push_back(exercise.Label());
  }
  const auto total = result.Total(student);
  const Json json = {{"schema", 1},
                     {"student", student.name},
                     {"points", total ? Json(*total) : Json()},
                     {"max_points", result.MaxPoints()},
                     {"notes", student.notes},
                     {"not_submitted", missing},
                     {"reports", exercises}};
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string StudentJUnit(const ClassResult& result, const StudentResult& student) {
  std::vector<Report> reports;
  for (const auto& exercise : result.exercises) {
    const Report* report = student.Find(exercise);
    reports.push_back(report != nullptr ? *report : NotSubmitted(exercise));
  }
  return ReportsToJUnit(student.name, reports);
}

}  // namespace checker

#include "checker/class/student_report.h"

namespace checker {
namespace {

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

StudentReports ReportsOf(const ClassResult& result, const StudentResult& student) {
  StudentReports reports;
  reports.student = student.name;
  reports.points = result.Total(student);
  reports.max_points = result.MaxPoints();
  reports.notes = student.notes;
  for (const auto& exercise : result.exercises) {
    const Report* report = student.Find(exercise);
    reports.exercises.push_back(
        {report != nullptr ? *report : NotSubmitted(exercise), report != nullptr});
  }
  return reports;
}

}  // namespace checker

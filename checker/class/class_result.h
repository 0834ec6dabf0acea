// The results of a class, as data. The gradebook and every summary are functions of it.
//
// Thread safety: plain data.
#ifndef CHECKER_CLASS_CLASS_RESULT_H_
#define CHECKER_CLASS_CLASS_RESULT_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "checker/findings/report.h"
#include "checker/submission/catalogue.h"

namespace checker {

struct StudentResult {
  std::string name;    // as the student's folder is called, byte for byte
  std::string folder;  // of the student's reports
  std::vector<std::string> notes;
  std::map<std::string, Report> reports;  // by "04_locks/rlock"; what is missing was not submitted

  // nullptr: not submitted.
  const Report* Find(const ExerciseEntry& exercise) const;
};

struct ClassResult {
  std::vector<ExerciseEntry> exercises;  // the columns of the gradebook
  std::vector<StudentResult> students;

  int MaxPoints() const;

  // What is not submitted counts 0. Nothing if something could not be graded: the sum is not known.
  std::optional<int> Total(const StudentResult& student) const;
};

// How a class did in one exercise: numbers of students.
struct ExerciseTally {
  int passed = 0;
  int fell_short = 0;
  int not_attempted = 0;
  int not_submitted = 0;
  int could_not_be_graded = 0;
  double mean_points = 0;  // over all but those who could not be graded
};

ExerciseTally Tally(const ClassResult& result, const ExerciseEntry& exercise);

struct FrequentFinding {
  std::string exercise;
  std::string kind;
  int students = 0;
};

// Most frequent first; a student counts once for a kind in an exercise. What was not attempted is
// no mistake.
std::vector<FrequentFinding> FrequentFindings(const ClassResult& result);

}  // namespace checker

#endif  // CHECKER_CLASS_CLASS_RESULT_H_

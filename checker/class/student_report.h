// How one student did in all exercises of the class, for the student.
//
// Thread safety: pure functions.
#ifndef CHECKER_CLASS_STUDENT_REPORT_H_
#define CHECKER_CLASS_STUDENT_REPORT_H_

#include <string>

#include "checker/class/class_result.h"

namespace checker {

// report.txt of one student: every exercise of the class, also what was not submitted.
std::string StudentText(const ClassResult& result, const StudentResult& student);

// report.json of one student, schema 1: the reports of what was submitted.
std::string StudentJson(const ClassResult& result, const StudentResult& student);

// junit.xml of one student.
std::string StudentJUnit(const ClassResult& result, const StudentResult& student);

}  // namespace checker

#endif  // CHECKER_CLASS_STUDENT_REPORT_H_

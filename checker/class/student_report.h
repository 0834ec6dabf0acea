// How one student did in all exercises of the class, as the export formats take it.
//
// Thread safety: pure functions.
#ifndef CHECKER_CLASS_STUDENT_REPORT_H_
#define CHECKER_CLASS_STUDENT_REPORT_H_

#include "checker/class/class_result.h"
#include "checker/report/formats/export_format.h"

namespace checker {

// With a report also for what was not submitted.
StudentReports ReportsOf(const ClassResult& result, const StudentResult& student);

}  // namespace checker

#endif  // CHECKER_CLASS_STUDENT_REPORT_H_

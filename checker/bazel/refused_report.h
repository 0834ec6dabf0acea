// Reports for what never gets as far as the judge: files that are no files, and trouble of ours.
//
// Thread safety: pure functions.
#ifndef CHECKER_BAZEL_REFUSED_REPORT_H_
#define CHECKER_BAZEL_REFUSED_REPORT_H_

#include <string>

#include "checker/findings/report.h"
#include "checker/submission/catalogue.h"
#include "checker/submission/refusal.h"

namespace checker {

// No points, and a finding that says what is wrong with the file; but a file that this machine
// cannot read is not the student's fault, and could not be graded.
Report RefusedReport(const ExerciseEntry& exercise, const std::string& file, FileProblem problem);

// Could not be graded, because of `why`.
Report UngradedReport(const ExerciseEntry& exercise, const std::string& why);

}  // namespace checker

#endif  // CHECKER_BAZEL_REFUSED_REPORT_H_

// Checks the learner's own file of one exercise, with all cores, and tells each case as it is done.
//
// Thread safety: one check at a time.
#ifndef CHECKER_CLI_CHECK_ONE_H_
#define CHECKER_CLI_CHECK_ONE_H_

#include "checker/base/status.h"
#include "checker/findings/report.h"
#include "checker/submission/catalogue.h"
#include "checker/workspace/environment.h"

namespace checker {

// The same report as Bazel would build. What is known already, because neither the file nor the
// checker changed, is not judged again. Progress goes to stderr.
StatusOr<Report> CheckOne(const ExerciseEntry& exercise, const Environment& environment);

}  // namespace checker

#endif  // CHECKER_CLI_CHECK_ONE_H_

// Has Bazel build a submission, up to the test binary, for a command that runs it itself.
//
// Thread safety: one build at a time.
#ifndef CHECKER_CLI_BUILT_SUBMISSION_H_
#define CHECKER_CLI_BUILT_SUBMISSION_H_

#include <map>
#include <string>
#include <vector>

#include "checker/base/status.h"
#include "checker/compile/build_outcome.h"
#include "checker/submission/catalogue.h"
#include "checker/workspace/environment.h"

namespace checker {

struct BuiltSubmission {
  BuildOutcome outcome;  // also of a file that does not compile
  std::string binary;    // path; empty file if it was not built
};

// `label`: a report's target; `options`: what Bazel must be told to find it. Fails where Bazel
// does.
StatusOr<BuiltSubmission> BuildTestBinary(const std::string& label,
                                          const std::vector<std::string>& options,
                                          const Environment& environment);

// The learner's own: the target of its report, and its files (name -> contents).
std::string OwnLabel(const ExerciseEntry& exercise);
std::map<std::string, std::string> OwnFiles(const ExerciseEntry& exercise,
                                            const Environment& environment);

}  // namespace checker

#endif  // CHECKER_CLI_BUILT_SUBMISSION_H_

// What became of a submission's build: build.json.
//
// Thread safety: plain data.
#ifndef CHECKER_COMPILE_BUILD_OUTCOME_H_
#define CHECKER_COMPILE_BUILD_OUTCOME_H_

#include <string>
#include <vector>

#include "checker/findings/finding.h"

namespace checker {

enum class BuildStatus {
  kBuilt,
  kCompileError,
  kForbidden,
  kNotAttempted,  // an empty file
  kMissingFile,
  kCouldNotBeGraded,
};

struct BuildOutcome {
  BuildStatus status = BuildStatus::kCouldNotBeGraded;
  std::string note;               // why it could not be graded
  std::vector<Finding> findings;  // points are the judge's business
  std::string diagnostics;        // the compiler's text, with the student's file names
  std::string symbolizer;         // that of the compiler that was used
  double seconds = 0;
};

std::string BuildOutcomeToJson(const BuildOutcome& outcome);
// Throws std::runtime_error that says what is wrong with the text.
BuildOutcome BuildOutcomeFromJson(const std::string& text);

}  // namespace checker

#endif  // CHECKER_COMPILE_BUILD_OUTCOME_H_

// Judges a whole submission of one exercise.
//
// Thread safety: none; one submission at a time.
#ifndef CHECKER_RUNNER_JUDGE_H_
#define CHECKER_RUNNER_JUDGE_H_

#include <string>

#include "checker/findings/report.h"
#include "checker/findings/source_text.h"
#include "checker/runner/build_outcome.h"
#include "checker/runner/case_judge.h"
#include "checker/runner/exercise.h"

namespace checker {

// `binary`: path of what the build made; not looked at if the build did not work out.
// The cases of the report are in the order of the test; a token's first part is a case's position
// there, from 1.
Report JudgeSubmission(const Exercise& exercise, const BuildOutcome& build,
                       const std::string& binary, const SourceTexts& sources,
                       const CaseJudge::Settings& settings);

}  // namespace checker

#endif  // CHECKER_RUNNER_JUDGE_H_

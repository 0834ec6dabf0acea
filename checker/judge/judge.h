// Judges a whole submission of one exercise.
//
// Thread safety: none; one submission at a time.
#ifndef CHECKER_JUDGE_JUDGE_H_
#define CHECKER_JUDGE_JUDGE_H_

#include <string>

#include "checker/compile/build_outcome.h"
#include "checker/compile/exercise.h"
#include "checker/findings/report.h"
#include "checker/findings/source_text.h"
#include "checker/judge/case_judge.h"

namespace checker {

// `binary`: path of what the build made; not looked at if the build did not work out.
// The cases of the report are in the order of the test; a token's first part is a case's position
// there, from 1.
Report JudgeSubmission(const Exercise& exercise, const BuildOutcome& build,
                       const std::string& binary, const SourceTexts& sources,
                       const CaseJudge::Settings& settings);

}  // namespace checker

#endif  // CHECKER_JUDGE_JUDGE_H_

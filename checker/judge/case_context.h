// What is known about a case, in the form in which findings/explain takes it.
//
// Thread safety: may be called by any thread.
#ifndef CHECKER_JUDGE_CASE_CONTEXT_H_
#define CHECKER_JUDGE_CASE_CONTEXT_H_

#include <string>
#include <vector>

#include "checker/compile/exercise.h"
#include "checker/findings/explain/failure_context.h"
#include "checker/judge/verdict.h"

namespace checker {

// The files only. `sources` must outlive the result.
FailureContext FilesContext(const Exercise& exercise, const SourceTexts& sources);

// With the verdict and the trace of one schedule of a case. `symbols` is left empty.
FailureContext CaseContext(const Exercise& exercise, const SourceTexts& sources,
                           const std::string& case_name, const Verdict& verdict,
                           std::vector<TraceStep> trace);

}  // namespace checker

#endif  // CHECKER_JUDGE_CASE_CONTEXT_H_

// What one job of the test binary showed.
//
// Thread safety: may be called by any thread.
#ifndef CHECKER_JUDGE_VERDICT_H_
#define CHECKER_JUDGE_VERDICT_H_

#include <optional>
#include <string>

#include "checker/findings/failure.h"
#include "checker/findings/race_report.h"
#include "checker/judge/test_binary.h"

namespace checker {

struct Verdict {
  // At most one of the two is set; neither: the job ran to its end and nothing was wrong.
  std::optional<Failure> failure;
  std::optional<std::string> not_graded;  // why; our fault or the machine's
  std::optional<RaceReport> report;       // of ThreadSanitizer, if the failure came with one
  Stack not_graded_stack;                 // where an uncontrolled call was made

  bool clean() const { return !failure && !not_graded; }
};

Verdict VerdictOf(const JobResult& job);

}  // namespace checker

#endif  // CHECKER_JUDGE_VERDICT_H_

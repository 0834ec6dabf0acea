// Judges one test case of a submission: explores it, makes sure of what it found in a fresh
// process, and gathers the context for the finding.
//
// Thread safety: const methods may be called by any thread, each for another case.
#ifndef CHECKER_JUDGE_CASE_JUDGE_H_
#define CHECKER_JUDGE_CASE_JUDGE_H_

#include <functional>
#include <optional>
#include <string>

#include "checker/compile/exercise.h"
#include "checker/findings/explain/failure_context.h"
#include "checker/findings/finding.h"
#include "checker/findings/report.h"
#include "checker/judge/test_binary.h"
#include "checker/judge/verdict.h"

namespace checker {

// What the exploration of a case brought.
struct ExploredCase {
  CaseReport report;  // without points and findings
  Verdict verdict;
};

struct CaseJudgement {
  CaseReport report;  // without the positions of findings
  std::optional<Finding> finding;
  std::string not_graded;  // why, where the outcome is that
};

class CaseJudge {
 public:
  struct Settings {
    std::int64_t seed = 1;
    std::int64_t schedules = 300;
    int uncontrolled = 2;  // repetitions with real threads after a clean exploration
    // Where a kind of finding stands here, the question is only whether some case shows it: no case
    // is run after that one, and nothing is done that only a person would read (no confirmation, no
    // shorter schedule, no trace, no lines).
    std::optional<FindingKind> until = {};
    std::string first = {};  // the case to begin with; "" or an unknown one: in the test's order
    int jobs = 1;            // cases at the same time
    // Told of each case as soon as it is explored, one at a time, by any thread.
    std::function<void(const CaseReport&, const Verdict&)> on_explored = {};
  };

  // All of these must outlive it.
  CaseJudge(const TestBinary& binary, const Exercise& exercise, const SourceTexts& sources,
            const Settings& settings)
      : binary_(binary), exercise_(exercise), sources_(sources), settings_(settings) {}

  ExploredCase Explore(const std::string& name) const;

  // `number` counts the cases from 1; it begins the token that is shown. `shorten`: whether to look
  // for a shorter schedule that fails in the same way, which takes its time.
  CaseJudgement Conclude(ExploredCase explored, int number, bool shorten) const;

 private:
  bool RanAll(const EndRecord& end) const;
  std::optional<Verdict> RunUncontrolled(const std::string& name) const;
  FailureContext ContextOf(const std::string& name, Verdict verdict, bool shorten) const;
  Verdict Confirmed(const std::string& name, const Verdict& first, bool shorten,
                    std::vector<TraceStep>& trace) const;
  std::string ShortestToken(const std::string& name, const Failure& failure) const;
  bool Replays(const std::string& name, const std::string& token, FindingKind kind,
               Verdict& verdict, std::vector<TraceStep>& trace) const;
  Finding FindingFor(int number, const FailureContext& context) const;
  std::string PlaceInWords(const Stack& stack) const;

  const TestBinary& binary_;
  const Exercise& exercise_;
  const SourceTexts& sources_;
  const Settings settings_;
};

}  // namespace checker

#endif  // CHECKER_JUDGE_CASE_JUDGE_H_

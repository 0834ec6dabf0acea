// Judges one test case of a submission: explores it, makes sure of what it found in a fresh
// process, and gathers the context for the finding.
//
// Thread safety: none; one case at a time.
#ifndef CHECKER_JUDGE_CASE_JUDGE_H_
#define CHECKER_JUDGE_CASE_JUDGE_H_

#include <map>
#include <optional>
#include <string>

#include "checker/compile/exercise.h"
#include "checker/findings/explain/failure_context.h"
#include "checker/findings/finding.h"
#include "checker/findings/report.h"
#include "checker/judge/test_binary.h"
#include "checker/judge/verdict.h"

namespace checker {

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
    // Where a kind of finding stands here, the judge only wants to know whether some case shows it:
    // no case is run after that one, and no failing schedule is shortened.
    std::optional<FindingKind> until = {};
  };

  // All of these must outlive it.
  CaseJudge(const TestBinary& binary, const Exercise& exercise, const SourceTexts& sources,
            const Settings& settings)
      : binary_(binary), exercise_(exercise), sources_(sources), settings_(settings) {}

  // `number` counts the cases from 1; it begins the token that is shown.
  CaseJudgement Judge(const std::string& name, int number);

 private:
  bool RanAll(const EndRecord& end) const;
  std::optional<Verdict> RunUncontrolled(const std::string& name) const;
  Verdict Confirmed(const std::string& name, const Verdict& first, std::vector<TraceStep>& trace);
  std::string ShortestToken(const std::string& name, const Failure& failure) const;
  bool Replays(const std::string& name, const std::string& token, FindingKind kind,
               Verdict& verdict, std::vector<TraceStep>& trace) const;
  Finding FindingFor(const std::string& name, int number, const Verdict& verdict,
                     std::vector<TraceStep> trace) const;
  std::string PlaceInWords(const Stack& stack) const;

  const TestBinary& binary_;
  const Exercise& exercise_;
  const SourceTexts& sources_;
  const Settings settings_;
  std::map<FindingKind, int> shrunk_;  // how many failures of a kind were made short
};

}  // namespace checker

#endif  // CHECKER_JUDGE_CASE_JUDGE_H_

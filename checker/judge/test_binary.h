// A compiled submission together with its test, and the jobs that can be run with it.
//
// Thread safety: none; one job at a time.
#ifndef CHECKER_JUDGE_TEST_BINARY_H_
#define CHECKER_JUDGE_TEST_BINARY_H_

#include <string>
#include <vector>

#include "checker/compile/exercise.h"
#include "checker/findings/frame.h"
#include "checker/findings/race_report.h"
#include "checker/judge/records.h"
#include "checker/sandbox/run_result.h"

namespace checker {

struct JobResult {
  RunResult run;
  Records records;
  std::vector<RaceReport> reports;
};

class TestBinary {
 public:
  // `symbolizer`: path of llvm-symbolizer; without one, findings have no lines.
  TestBinary(std::string path, std::string symbolizer, const Exercise& exercise);

  // One process in the sandbox. `arguments` are those of the protocol but for the descriptors.
  JobResult Run(const std::vector<std::string>& arguments) const;
  // The same within the given processor time (real time: three times that), if that is less than
  // the exercise's.
  JobResult Run(const std::vector<std::string>& arguments, std::chrono::seconds time) const;

  Symbols Symbolize(const std::vector<CodeOffset>& offsets) const;

 private:
  const std::string path_;
  const std::string symbolizer_;
  const Exercise& exercise_;
};

}  // namespace checker

#endif  // CHECKER_JUDGE_TEST_BINARY_H_

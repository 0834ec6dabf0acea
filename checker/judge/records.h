// What a test binary says on its private pipe. Only lines that carry the nonce count: the submitted
// code shares the process and can write to the pipe, but was not told the nonce.
//
// Thread safety: ParseRecords may be called by any thread.
#ifndef CHECKER_JUDGE_RECORDS_H_
#define CHECKER_JUDGE_RECORDS_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "checker/findings/failure.h"

namespace checker {

struct EndRecord {
  std::map<std::string, int> schedules;  // strategy -> how many were run
  int distinct = 0;
  int exhausted_delays = -1;
  bool nothing_to_choose = false;  // one schedule is all there is, so the job ended early
  bool time_passed = false;  // the virtual clock moved: with real threads this would take long
  int max_threads = 0;
  std::int64_t steps = 0;
  std::int64_t assertions = 0;
};

struct RaceRecord {
  std::string strategy;
  int schedule = 0;
  std::string token;
  int main_thread = 0;  // the number of the one that ThreadSanitizer calls so
  bool fences = false;  // stand-alone fences were used without the explorer, which models them
};

struct UncontrolledCall {
  std::string name;
  Stack stack;
};

struct Records {
  std::vector<std::string> cases;  // of --list, in the test's order
  std::optional<Failure> failure;  // the first one
  std::optional<RaceRecord> race;  // the first one
  std::optional<UncontrolledCall> uncontrolled_call;
  std::optional<std::string> shrunk_token;
  std::vector<TraceStep> trace;
  std::optional<EndRecord> end;
  int foreign_lines = 0;  // without the nonce, or not understood
};

Records ParseRecords(const std::string& text, const std::string& nonce);

}  // namespace checker

#endif  // CHECKER_JUDGE_RECORDS_H_

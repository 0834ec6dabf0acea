// What the checker has to say about one student's exercise.
//
// Thread safety: plain data.
#ifndef CHECKER_FINDINGS_REPORT_H_
#define CHECKER_FINDINGS_REPORT_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "checker/findings/finding.h"

namespace checker {

inline constexpr char kPassed[] = "passed";
inline constexpr char kFailed[] = "failed";
inline constexpr char kCouldNotBeGraded[] = "could not be graded";
inline constexpr char kNotAttempted[] = "not attempted";

struct CaseReport {
  std::string name;
  int points = 0;
  int earned = 0;
  std::string outcome;                   // one of the four above
  std::map<std::string, int> schedules;  // strategy -> how many were run
  int distinct = 0;
  int exhausted_delays = -1;  // all schedules with so many delays were seen; -1: not claimed
  int first_failure = 0;      // the number of the schedule, from 1; 0: none failed
  std::vector<int> findings;  // positions in Report::findings
};

struct Report {
  std::string chapter;
  std::string exercise;
  std::string title;
  std::vector<std::string> files;
  std::string verdict;
  std::optional<int> points;  // nothing when it could not be graded: that is not a zero
  int max_points = 0;
  std::int64_t seed = 1;
  std::string note;
  std::vector<CaseReport> cases;
  std::vector<Finding> findings;
};

}  // namespace checker

#endif  // CHECKER_FINDINGS_REPORT_H_

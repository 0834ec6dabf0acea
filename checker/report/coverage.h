// What was explored, in words.
//
// Thread safety: pure functions.
#ifndef CHECKER_REPORT_COVERAGE_H_
#define CHECKER_REPORT_COVERAGE_H_

#include <string>

#include "checker/findings/report.h"

namespace checker {

// "1,000 schedules, no failure", "1,000 schedules incl. all with up to 2 delays, no failure",
// "failed in schedule 17".
std::string Coverage(const CaseReport& test_case);

// Of all cases together, by strategy: "Explored: 2,000 schedules, 1,812 of them different (PCT 400,
// ...)."; "" where nothing was.
std::string CoverageOfAll(const Report& report);

}  // namespace checker

#endif  // CHECKER_REPORT_COVERAGE_H_

// A report as the judge wrote it, read back with care, and what follows from it.
//
// Thread safety: pure functions.
#ifndef CHECKER_REPORT_READ_REPORT_H_
#define CHECKER_REPORT_READ_REPORT_H_

#include <cstdint>
#include <string>

#include "checker/base/status.h"
#include "checker/findings/report.h"

namespace checker {

// Fails on text that is no report: truncated, of another schema, with an unknown verdict, or with a
// case that names a finding which is not there.
StatusOr<Report> ReadReport(const std::string& json);

// "04_locks/rlock".
std::string Label(const Report& report);

// How many schedules were run, by all strategies together.
std::int64_t Schedules(const CaseReport& test_case);

}  // namespace checker

#endif  // CHECKER_REPORT_READ_REPORT_H_

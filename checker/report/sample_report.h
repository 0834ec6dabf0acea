// A report for tests: one case passed, one failed with a data race.
//
// Thread safety: pure functions.
#ifndef CHECKER_REPORT_SAMPLE_REPORT_H_
#define CHECKER_REPORT_SAMPLE_REPORT_H_

#include "checker/findings/report.h"

namespace checker {

Report SampleReport();

// The same exercise with full points.
Report PassedReport();

// The same exercise, not graded because of `why`.
Report UngradedSample(const std::string& why);

}  // namespace checker

#endif  // CHECKER_REPORT_SAMPLE_REPORT_H_

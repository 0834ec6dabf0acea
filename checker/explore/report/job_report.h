// What is told of a job as a whole, and in answer to --list and --shrink.
//
// Thread safety: called by a process that runs no tasks.
#ifndef CHECKER_EXPLORE_REPORT_JOB_REPORT_H_
#define CHECKER_EXPLORE_REPORT_JOB_REPORT_H_

#include "checker/protocol/finding_kind.h"

namespace explore {

// One of the test cases.
void ReportCase(const char* name, const char* file, int line);

// A failure of this kind was made so short: its token, and how many attempts that took.
void ReportShrunk(protocol::FindingKind kind, const char* token, int deviations, int attempts);

// The failure did not come again.
void ReportNotShrunk();

// The job has run to its end: what it explored.
void ReportEnd();

}  // namespace explore

#endif  // CHECKER_EXPLORE_REPORT_JOB_REPORT_H_

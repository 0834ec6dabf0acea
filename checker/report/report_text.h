// The report as a person reads it: the findings in four parts, the cases with their points, and
// what was covered.
//
// Thread safety: pure functions.
#ifndef CHECKER_REPORT_REPORT_TEXT_H_
#define CHECKER_REPORT_REPORT_TEXT_H_

#include <string>

#include "checker/findings/report.h"
#include "checker/report/text_style.h"

namespace checker {

// All of it, ending with a new line.
std::string ReportToText(const Report& report, TextStyle style = {});

// One line: "04_locks/rlock      failed     8 of 20 points".
std::string ReportToLine(const Report& report, TextStyle style = {});

// One finding of `report`, in four parts.
std::string FindingToText(const Report& report, const Finding& finding, TextStyle style = {});

// "8 of 20 points", or "no points yet" where it could not be graded.
std::string PointsText(const Report& report);

}  // namespace checker

#endif  // CHECKER_REPORT_REPORT_TEXT_H_

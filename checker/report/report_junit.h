// Reports as JUnit XML, which continuous integration and many course systems read.
//
// Thread safety: pure functions.
#ifndef CHECKER_REPORT_REPORT_JUNIT_H_
#define CHECKER_REPORT_REPORT_JUNIT_H_

#include <string>
#include <string_view>
#include <vector>

#include "checker/findings/report.h"

namespace checker {

// One <testsuite> for each report. `name` names the whole, for example the student. Characters that
// XML forbids become U+FFFD. A case that could not be graded is an <error>, not a <failure>.
std::string ReportsToJUnit(std::string_view name, const std::vector<Report>& reports);

}  // namespace checker

#endif  // CHECKER_REPORT_REPORT_JUNIT_H_

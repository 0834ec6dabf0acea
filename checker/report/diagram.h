// The interleaving that led to a failure, in short: one column for each thread, one row for each of
// the student's lines.
//
// Thread safety: pure functions.
#ifndef CHECKER_REPORT_DIAGRAM_H_
#define CHECKER_REPORT_DIAGRAM_H_

#include <string>
#include <vector>

#include "checker/findings/finding.h"

namespace checker {

// At most about 20 rows: the end of the trace. Nothing if there is nothing to show.
std::vector<std::string> Diagram(const Finding& finding);

}  // namespace checker

#endif  // CHECKER_REPORT_DIAGRAM_H_

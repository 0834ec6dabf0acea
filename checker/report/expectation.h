// What a test says a report must hold: the tests of references, stubs and wrong variants.
//
// Thread safety: pure functions.
#ifndef CHECKER_REPORT_EXPECTATION_H_
#define CHECKER_REPORT_EXPECTATION_H_

#include <string>

#include "checker/findings/report.h"

namespace checker {

// Nothing when `report` meets `expected`, else a sentence on how it falls short.
//   "passed"         full points and no finding
//   "not attempted"  that verdict and no points
//   a finding kind   that finding is there, and it cost points
std::string FallsShort(const Report& report, const std::string& expected);

// Whether `expected` is one of the above.
bool IsExpectation(const std::string& expected);

}  // namespace checker

#endif  // CHECKER_REPORT_EXPECTATION_H_

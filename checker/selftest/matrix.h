// The kill matrix: variant x test case, with the schedules to the first failure.
//
// Thread safety: pure functions of their arguments.
#ifndef CHECKER_SELFTEST_MATRIX_H_
#define CHECKER_SELFTEST_MATRIX_H_

#include <string>
#include <utility>
#include <vector>

#include "checker/selftest/variant.h"

namespace checker::selftest {

using Graded = std::pair<Variant, Grading>;

// For people: a block per exercise, a line per variant, a column per test case (numbered; the
// names stand below), holding the schedule of the first failure.
std::string MatrixText(const std::vector<Graded>& rows);

// For programs: {"variants": [{"name", "expect", "as_declared", "cases": {case: {"kinds",
// "first_failure"}}}]}.
std::string MatrixJson(const std::vector<Graded>& rows);

// What MatrixJson wrote: names, declarations, and of the gradings what the matrix holds. Throws
// nlohmann::json::exception on anything else.
std::vector<Graded> MatrixFromJson(const std::string& text);

}  // namespace checker::selftest

#endif  // CHECKER_SELFTEST_MATRIX_H_

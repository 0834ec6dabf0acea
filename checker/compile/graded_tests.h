// Reads a chapter's test for what stands in exercise.json: the names of its cases and their points,
// GRADED_TEST(RLock, TheHolderMayLockAgain, 1).
//
// Thread safety: may be called by any thread.
#ifndef CHECKER_COMPILE_GRADED_TESTS_H_
#define CHECKER_COMPILE_GRADED_TESTS_H_

#include <map>
#include <string>
#include <string_view>

#include "checker/base/status.h"

namespace checker {

// Test case -> points. Fails with "FILE:LINE: what is wrong" where a test is not graded, is there
// twice or has points that are no positive whole number, and where there is no test at all. `file`
// is the name to tell.
StatusOr<std::map<std::string, int>> GradedTestsIn(std::string_view source,
                                                   const std::string& file);

}  // namespace checker

#endif  // CHECKER_COMPILE_GRADED_TESTS_H_

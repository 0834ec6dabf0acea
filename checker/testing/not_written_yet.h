// What a stub calls where the student's code is to go.
//
// Thread safety: may be called by any thread; it does not return.
#ifndef CHECKER_TESTING_NOT_WRITTEN_YET_H_
#define CHECKER_TESTING_NOT_WRITTEN_YET_H_

#include <source_location>

namespace checker {

// Ends the test case as `not attempted` and tells the student to start at the caller's line.
// `idea` is one short sentence on what belongs there. A plain function, so that replacing the call
// is all there is to do.
[[noreturn]] void NotWrittenYet(const char* idea,
                                std::source_location where = std::source_location::current());

}  // namespace checker

#endif  // CHECKER_TESTING_NOT_WRITTEN_YET_H_

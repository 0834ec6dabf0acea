// One test case of a variant, explored as the judge does it, but outside the sandbox and without
// what follows a failure: confirming, shortening, telling. A grading explores each case by itself
// with these very arguments, so what is found here a grading finds too.
//
// Thread safety: may be called by any thread.
#ifndef CHECKER_SELFTEST_EXPLORATION_H_
#define CHECKER_SELFTEST_EXPLORATION_H_

#include <string>

namespace checker::selftest {

inline constexpr long kSchedulesOfAGrading = 300;  // of each test case, unless told otherwise

struct Exploration {
  std::string kind;   // of the finding; empty: none
  long schedule = 0;  // the one that failed, from 1
};

// Throws std::runtime_error when the program can't be run.
Exploration Explore(const std::string& binary, const std::string& test_case, long schedules,
                    long seed);

// What the test binary tells a person: the line "FAILED: deadlock", then one with "schedule 12".
Exploration ParseExploration(const std::string& words);

}  // namespace checker::selftest

#endif  // CHECKER_SELFTEST_EXPLORATION_H_

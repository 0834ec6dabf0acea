// Claims about the whole set of schedules of a test case: something must be possible, even if it
// does not happen in every schedule.
//
// Thread safety: every function may be called by any thread.
#ifndef CHECKER_TESTING_REACHABLE_H_
#define CHECKER_TESTING_REACHABLE_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <vector>

namespace checker {

// Notes whether `condition` was true. If it was true in none of the schedules, the test case fails
// with a wrong result: "never seen: <what>". `what` names the claim within the test case.
void Sometimes(const char* what, bool condition);

// The same for a required overlap: never seen means `too much locking`.
void SometimesOverlaps(const char* what, bool condition);

// From here to the end of the schedule: if no thread can go on, a wake-up was lost. For states that
// only a wake-up at the right moment gets anybody out of; without it the explorer wakes every sleeper
// once to tell a lost wake-up from a deadlock. A circle of held locks stays a deadlock.
void StuckMeansLostWakeUp();

// `seen` must be one of `allowed` in every schedule.
template <class T>
void ExpectOneOf(const T& seen, std::initializer_list<T> allowed) {
  const bool found = std::find(allowed.begin(), allowed.end(), seen) != allowed.end();
  EXPECT_TRUE(found) << "outcome " << ::testing::PrintToString(seen)
                     << " is not one of those allowed: "
                     << ::testing::PrintToString(std::vector<T>(allowed));
}

}  // namespace checker

#endif  // CHECKER_TESTING_REACHABLE_H_

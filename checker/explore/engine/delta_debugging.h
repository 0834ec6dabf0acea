// Delta debugging (Zeller, Hildebrandt: Simplifying and Isolating Failure-Inducing Input, IEEE TSE
// 2002) on the deviations of a schedule. Differences: only complements are tried, the last part
// first; a candidate that fails is replaced by what really took place when it ran; and there is a
// limit to the attempts.
//
// Thread safety: one call at a time.
#ifndef CHECKER_EXPLORE_ENGINE_DELTA_DEBUGGING_H_
#define CHECKER_EXPLORE_ENGINE_DELTA_DEBUGGING_H_

#include <functional>

#include "checker/explore/engine/recorded_schedule.h"

namespace explore {

// Runs a candidate. If it fails, replaces it by what took place, and returns true.
using StillFails = std::function<bool(RecordedSchedule& candidate)>;

// Leaves deviations out of `best` as long as it still fails. Afterwards none of those that are left
// can be spared alone, unless it took `most_attempts` calls of `still_fails` to get so far.
//
// REQUIRES: `best` fails.
void RemoveWhatIsNotNeeded(RecordedSchedule& best, int most_attempts,
                           const StillFails& still_fails);

}  // namespace explore

#endif  // CHECKER_EXPLORE_ENGINE_DELTA_DEBUGGING_H_

// Waking those who sleep on a condition variable or a futex.
//
// Thread safety: called by the task that has the turn.
#ifndef CHECKER_EXPLORE_INTERCEPT_WAKE_H_
#define CHECKER_EXPLORE_INTERCEPT_WAKE_H_

#include <cstdint>

#include "checker/explore/state/arena.h"

namespace explore {

// Picks up to `count` of those who sleep in `operation` on the object at `address`; which ones is
// the explorer's choice. Remembers the notice. Returns how many were picked.
int WakeSleepers(Operation operation, std::uintptr_t address, long count);

// Whether a wait that has just begun is to end for no reason, or a weak compare-exchange to fail.
bool EndsForNoReason();

}  // namespace explore

#endif  // CHECKER_EXPLORE_INTERCEPT_WAKE_H_

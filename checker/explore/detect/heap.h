// Counts the heap blocks of a schedule, by the hooks of the sanitizer's allocator.
//
// Thread safety: called by the thread that runs the job, between schedules. The hooks count for
// every thread: under control that is the one that has the turn, without control they add
// atomically.
#ifndef CHECKER_EXPLORE_DETECT_HEAP_H_
#define CHECKER_EXPLORE_DETECT_HEAP_H_

#include <cstdint>

#include "checker/explore/state/kept_stack.h"

namespace explore {

// A new schedule begins: blocks allocated before are not counted.
void ForgetHeap();

// Blocks allocated by tasks of this schedule and not freed.
std::int64_t LiveBlocks();

// Takes down the blocks that this schedule leaves behind, or the first thousand of them, before the
// next one begins.
void RememberWhatIsLeft();

// Looks out for them no more; returns how many of them have been freed meanwhile.
std::int64_t ForgetWhatWasLeft();

// The stack that allocated one of them (which one is arbitrary, but the same in each replay).
const KeptStack& StackOfLiveBlock();

}  // namespace explore

#endif  // CHECKER_EXPLORE_DETECT_HEAP_H_

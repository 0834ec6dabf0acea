// Stand-alone fences, which ThreadSanitizer does not model, by the atomic operations next to them
// ([atomics.fences] in the standard):
//
// - behind a release fence each relaxed store of the task releases;
// - at an acquire fence the task acquires from what it has loaded relaxedly a moment ago. So a
// store
//   of another task that came in between must not take the place of what is to be acquired: where
//   there are acquire fences, a release store adds to what the object holds.
//
// So correct code is never accused. What is missed: a race of an access between a release fence and
// its store, and one that only such an added release orders.
//
// Thread safety: called by the task that has the turn, or without control.
#ifndef CHECKER_EXPLORE_INTERCEPT_FENCE_H_
#define CHECKER_EXPLORE_INTERCEPT_FENCE_H_

namespace explore {

// The orders as the compiler passes them to ThreadSanitizer.
enum Order : int { kRelaxed, kConsume, kAcquire, kRelease, kAcquireRelease, kSequential };

// The order with which ThreadSanitizer is to see an operation of the calling task. A store may have
// released already when this returns.
int OrderOfLoad(const volatile void* address, int order);
int OrderOfStore(volatile void* address, int order);
int OrderOfUpdate(const volatile void* address, int order);

}  // namespace explore

#endif  // CHECKER_EXPLORE_INTERCEPT_FENCE_H_

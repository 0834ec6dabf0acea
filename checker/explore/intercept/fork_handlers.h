// The handlers of pthread_atfork. The explorer forks with _Fork, which runs none: those of
// ThreadSanitizer take milliseconds. So the program's are kept here and run round it.
//
// Thread safety: called by the task that has the turn, or before the first schedule.
#ifndef CHECKER_EXPLORE_INTERCEPT_FORK_HANDLERS_H_
#define CHECKER_EXPLORE_INTERCEPT_FORK_HANDLERS_H_

namespace explore {

// Before the fork: the last registered first (POSIX, pthread_atfork).
void PrepareForFork();

// After it, each in one of the two processes: in the order of registration.
void AfterForkInParent();
void AfterForkInChild();

}  // namespace explore

#endif  // CHECKER_EXPLORE_INTERCEPT_FORK_HANDLERS_H_

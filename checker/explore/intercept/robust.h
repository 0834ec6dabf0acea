// Robust mutexes of a thread that ends.
//
// Thread safety: called by the task that has the turn.
#ifndef CHECKER_EXPLORE_INTERCEPT_ROBUST_H_
#define CHECKER_EXPLORE_INTERCEPT_ROBUST_H_

namespace explore {

// Marks those that the calling thread holds as the kernel would at its end. That comes only after
// the task has handed on the turn, when others may have looked at them already.
void LeaveRobustMutexes();

}  // namespace explore

#endif  // CHECKER_EXPLORE_INTERCEPT_ROBUST_H_

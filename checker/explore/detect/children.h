// Child processes that a schedule leaves behind.
//
// Thread safety: called by the thread that runs the test body, at the end of a schedule.
#ifndef CHECKER_EXPLORE_DETECT_CHILDREN_H_
#define CHECKER_EXPLORE_DETECT_CHILDREN_H_

namespace explore {

// All processes of the schedule have ended. One that nobody has waited for is a leak: the system
// keeps its exit code for ever. Waits for all of them, so that the next schedule finds none.
void LookForChildren();

}  // namespace explore

#endif  // CHECKER_EXPLORE_DETECT_CHILDREN_H_

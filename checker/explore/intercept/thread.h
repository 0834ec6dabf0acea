// Threads of the explored program.
//
// Thread safety: called once, before any of them.
#ifndef CHECKER_EXPLORE_INTERCEPT_THREAD_H_
#define CHECKER_EXPLORE_INTERCEPT_THREAD_H_

namespace explore {

// Once in a process, before the first schedule.
void PrepareThreads();

}  // namespace explore

#endif  // CHECKER_EXPLORE_INTERCEPT_THREAD_H_

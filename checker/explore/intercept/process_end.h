// Processes of the explored program.
//
// Thread safety: called once, before any of them.
#ifndef CHECKER_EXPLORE_INTERCEPT_PROCESS_END_H_
#define CHECKER_EXPLORE_INTERCEPT_PROCESS_END_H_

namespace explore {

// Once in a process, before the first schedule and before the program registers anything that runs
// at its exit.
void PrepareProcesses();

}  // namespace explore

#endif  // CHECKER_EXPLORE_INTERCEPT_PROCESS_END_H_

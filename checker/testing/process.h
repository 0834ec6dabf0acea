// What the system answers to fork, as a test orders it.
//
// Thread safety: every function may be called by any thread.
#ifndef CHECKER_TESTING_PROCESS_H_
#define CHECKER_TESTING_PROCESS_H_

namespace checker {

// After the next `successes` forks in this schedule the system refuses `failures` more with this
// error (EAGAIN: there are too many processes; ENOMEM), then all is well again. No effect without
// the schedule explorer.
void FailForks(int successes, int failures, int error);

// How many processes have been forked in this schedule, by whomever; 0 without the schedule
// explorer.
int ProcessesForked();

}  // namespace checker

#endif  // CHECKER_TESTING_PROCESS_H_

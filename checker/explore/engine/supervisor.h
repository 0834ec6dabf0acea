// Runs a job in a child process and watches over it, so that a crash or a hang of the program under
// test still gets its record, with the token of the schedule it happened in.
//
// Thread safety: called by a process that runs no tasks.
#ifndef CHECKER_EXPLORE_ENGINE_SUPERVISOR_H_
#define CHECKER_EXPLORE_ENGINE_SUPERVISOR_H_

namespace explore {

// Runs `job(argument)` in a child process, in its main thread, whose stack there begins at the
// start of a page whatever the environment holds. Returns the exit code for the whole; where the
// child could not write its last record, that has been done.
int RunSupervised(int (*job)(void*), void* argument, bool controlled);

// Writes the record for a child that ended with `status` and could not do so itself. Returns the
// exit code to go on with.
int ReportEndOfChild(int status);

}  // namespace explore

#endif  // CHECKER_EXPLORE_ENGINE_SUPERVISOR_H_

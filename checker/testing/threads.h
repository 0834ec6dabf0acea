// Runs the threads of a test case.
//
// Thread safety: every function may be called by any thread.
#ifndef CHECKER_TESTING_THREADS_H_
#define CHECKER_TESTING_THREADS_H_

#include <functional>
#include <initializer_list>
#include <vector>

namespace checker {

using Body = std::function<void()>;

// Runs every body in a thread of its own and joins them all. An exception that leaves a body fails
// the test with its text; the other bodies go on.
void RunTogether(std::vector<Body> bodies);

// `count` threads that all run `body(index)`, index = 0..count-1.
void RunTogether(int count, const std::function<void(int)>& body);

// After the next `successes` threads that are created in this schedule, the system refuses to
// create `failures` more (EAGAIN, as when there are too many), then all is well again.
void FailThreadCreation(int successes, int failures = 1);

// How many threads have been made in this schedule, by whomever; 0 without the schedule explorer.
int ThreadsMade();

}  // namespace checker

#endif  // CHECKER_TESTING_THREADS_H_

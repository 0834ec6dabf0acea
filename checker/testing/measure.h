// What a piece of code used: system calls, heap blocks, virtual time.
//
// Thread safety: every function may be called by any thread.
#ifndef CHECKER_TESTING_MEASURE_H_
#define CHECKER_TESTING_MEASURE_H_

#include <chrono>
#include <cstdint>
#include <source_location>

namespace checker {

// Whether the schedule explorer drives this run (then steady_clock and system_clock are virtual).
bool Controlled();

// System calls that the calling thread has asked for so far: futex waits and wakes, yields, sleeps.
std::int64_t SystemCallsByThisThread();

// Heap blocks alive that were allocated since the present schedule began.
std::int64_t LiveAllocations();

// Fails the test case with a leak if more heap blocks are alive than `before`, an earlier result of
// LiveAllocations. `what` names in a few words what should have given them back.
void ExpectNothingLeft(std::int64_t before, const char* what,
                       std::source_location where = std::source_location::current());

// The same for things that the test counts itself: fails with a leak unless `released`. `what`
// should have been given back by now.
void ExpectReleased(const char* what, bool released,
                    std::source_location where = std::source_location::current());

// Takes `duration` of the calling thread's (virtual) time, as work would; others run meanwhile.
void WorkFor(std::chrono::nanoseconds duration);

// Virtual time moves only when no thread can run: once this returns, everybody else has come as far
// as possible, whoever calls a function that waits is in it, and a thread that has ended has taken
// its last steps. (Without the schedule explorer that is only likely.)
void UntilTheOthersWait();

// Fails unless `passed` is what was promised or up to a millisecond more; a second more without the
// schedule explorer. `what` says in a few words what took that time.
void ExpectAbout(std::chrono::nanoseconds passed, std::chrono::nanoseconds promised,
                 const char* what = "the wait was over",
                 std::source_location where = std::source_location::current());

}  // namespace checker

#endif  // CHECKER_TESTING_MEASURE_H_

// What a test may ask of the explorer that runs it: all that checker/testing stands on.
//
// Thread safety: every function is called by a thread of the test. Under control that is the one
// that has the turn; without control they answer for the calling thread, or do nothing.
#ifndef CHECKER_EXPLORE_API_H_
#define CHECKER_EXPLORE_API_H_

#include <cstdint>

#include "checker/protocol/finding_kind.h"

namespace explore {

// Whether the calling thread's operations are scheduled.
bool Controlled();

// Futex calls, sleeps and the like that the calling thread would have made; 0 without control.
std::int64_t SystemCallsByThisThread();

// Heap blocks of the schedule that have not been freed.
std::int64_t LiveAllocations();

// Notes what is wrong with the schedule, which goes on; only the first one counts. `file` and
// `line` say where.
void NoteFinding(protocol::FindingKind kind, const char* message, const char* file, int line);

// The stub has not been written: ends the process with that.
[[noreturn]] void EndNotAttempted(const char* message, const char* file, int line);

// Waits until `*arrived` is at least `parties`, as an operation of the caller's: whoever never gets
// there was kept out by too much locking. REQUIRES: Controlled().
void WaitUntilMet(int* arrived, int parties, void* caller);

// Something that must hold in at least one schedule of the job. `overlap`: it says that threads
// were able to overlap. The first 119 characters of `what` tell claims apart; there are 64 at the
// most.
void Claim(const char* what, bool condition, bool overlap);

// A schedule of this test that is stuck is told as a lost wake-up, not as a deadlock.
void StuckMeansLostWakeUp();

// Adds a step to the trace, if one is written, that says what the calling thread runs next: a line
// of the program that an interpreter executes, for instance. The schedule does not change by it.
// `caller` is where the note was made.
void Note(const char* text, void* caller);

// After so many successes the next so many creations of a thread fail with EAGAIN.
void FailThreadCreation(int successes, int failures);

// Threads that the schedule has made so far, ended ones too; 0 without control.
int ThreadsMade();

// After so many successes the next so many forks fail with this error.
void FailForks(int successes, int failures, int error);

// Processes that the schedule has forked so far, ended ones too; 0 without control.
int ProcessesForked();

// Operations of the calling thread in its scope are done at once, without scheduling.
class Unscheduled {
 public:
  Unscheduled();
  ~Unscheduled();
  Unscheduled(const Unscheduled&) = delete;
  Unscheduled& operator=(const Unscheduled&) = delete;
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_API_H_

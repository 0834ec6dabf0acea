// Turns what went wrong into records, and ends the process where the schedule can't be finished.
//
// Thread safety: called by the task that has the turn.
#ifndef CHECKER_EXPLORE_REPORT_REPORT_H_
#define CHECKER_EXPLORE_REPORT_REPORT_H_

#include "checker/explore/base/text.h"
#include "checker/explore/state/arena.h"

namespace explore {

// Exit codes of the test binary.
constexpr int kExitClean = 0;
constexpr int kExitFailed = 1;
constexpr int kExitUsage = 2;
constexpr int kExitUncontrolled = 3;
constexpr int kExitNotAttempted = 9;
constexpr int kExitRace = 66;

// Notes a failure that leaves the schedule running (an assertion); only the first one counts.
void NoteFailure(FindingKind kind, const char* message, const char* file, int line);

// The same for a leak of what `made_by` has made, there.
void NoteLeftBehind(Operation made_by, const char* message, const KeptStack& made_at);

// The program under test ended with this exit code: a failure unless it is 0.
void NoteExitCode(int code);

// Writes the record of the failure noted in this schedule.
void ReportNotedFailure();

// The schedule can't go on: reports it as `kind` with the state of all threads, and ends the
// process. A failure that was noted before comes first: it is the cause.
[[noreturn]] void ReportAndExit(FindingKind kind, const char* message);

// The stub says that it has not been written.
[[noreturn]] void ReportNotAttempted(const char* message, const char* file, int line);

// A call was met that the explorer can't control.
[[noreturn]] void ReportUncontrolledCall(const char* name);

// ThreadSanitizer has just written a report of what it calls by this description ("data-race"), in
// which "main thread" is the one of this number.
void ReportRace(const char* description, int main_thread);

// A process of the schedule, not the first, was ended by a signal or by an invalid access; `status`
// as waitpid tells it.
[[noreturn]] void ReportCrashOfProcess(int process, int status);
bool IsCrash(int status);

// A limit of the explorer itself.
[[noreturn]] void ReportGivingUp(const char* why);

// Ends the process with a record made from the snapshot of all threads. `early`: the notify that
// came too early.
[[noreturn]] void ReportSnapshot(FindingKind kind, const char* message, const Notice* early);

// The same, without ending the process: for a parent whose child could not write it.
void ReportSnapshotAs(FindingKind kind, const char* message, const Notice* early = nullptr);

// Strategy, schedule and token fields of the present schedule.
void AddSchedule(Text& text);

}  // namespace explore

#endif  // CHECKER_EXPLORE_REPORT_REPORT_H_

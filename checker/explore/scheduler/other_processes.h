// The other processes of a schedule: what only they can see, and how they end.
//
// The arena is shared by all of them, but a mutex in the private memory of one can be read only
// there, and its descriptors be polled only there. So before a decision one waiting task of each
// other process is asked to look, and notes what it sees in the arena.
//
// The end of a process is an event like any other: whoever goes on next finds it completely gone,
// its descriptors closed and its robust mutexes marked by the kernel.
//
// Thread safety: called by the task that has the turn, unless it says otherwise.
#ifndef CHECKER_EXPLORE_SCHEDULER_OTHER_PROCESSES_H_
#define CHECKER_EXPLORE_SCHEDULER_OTHER_PROCESSES_H_

#include "checker/explore/state/arena.h"

namespace explore {

// A new process with its first task, alive, for the calling task to fork. nullptr: there is no
// room.
Task* NewProcess();

// Takes it back, since the fork failed.
void ForgetProcess(Task& first_task);

// Has every other process look at what its tasks wait for, so that IsEnabled is right for them.
void AskOtherProcesses();

// To ThreadSanitizer, what the threads of this process have done comes before the fork...
void ShowForkToThreads();
// ... as do those that have ended by then, at whose end this is called...
void ShowEndToForks();
// ... in the child, which calls this.
void ComeAfterFork();

// Does what a word other than kGo tells `task`, which waits and has no turn. Returns whether it has
// the turn now.
bool Obey(Task& task, TurnWord word);

// Called now and then by a task that waits, since others may die without a word. Returns whether it
// has the turn now.
bool LookAfterProcesses(Task& task);

// The process was told to end by a signal that it can't survive: waits until it is gone.
void AwaitEnd(int process);

// Ends the calling process, not the first one: its threads are just gone, and others go on.
// `signal`: it dies of that, 0: it ends with the exit code.
[[noreturn]] void LeaveProcess(int code, int signal = 0);

// The same where nothing is left of the process to be scheduled.
[[noreturn]] void EndProcess(int code, int signal = 0);

// The process with this id in the system, 0 if it is none that was forked in this schedule, or was
// waited for.
int ProcessWithPid(int pid);

// Its parent has waited for it: nobody will ask for it again.
void NoteWaitedFor(int pid);

}  // namespace explore

#endif  // CHECKER_EXPLORE_SCHEDULER_OTHER_PROCESSES_H_

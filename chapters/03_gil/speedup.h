// Exercise 6: how long a mix of tasks takes, with threads under a GIL, with free threads and with
// processes.
//
// Thread safety: Run may be called by any thread; one call at a time has a machine.
#ifndef CHAPTERS_03_GIL_SPEEDUP_H_
#define CHAPTERS_03_GIL_SPEEDUP_H_

#include <vector>

#include "checker/testing/not_written_yet.h"
#include "gil.h"      // given: the reference
#include "machine.h"  // given: Machine, Task, Costs, Report

// Runs every task to its end and tells how long it took, on the steady clock (or as the steady
// clock would have told: a simulation may compute the times instead).
//
// The caller starts the tasks in their order: each start takes thread_start (kProcesses:
// process_start) of its time, one after the other, without a core and without a GIL; then the task
// begins, at once, while the next one is started. Then it joins all.
//
// A kCpu step keeps a core of the machine busy for its cost (Machine::Burn), a kIo step waits for
// its cost without a core (Machine::Sleep). Where there is a GIL:
// - kGilThreads have one for all, each of kProcesses has its own, both with `interval`;
// - a task holds it from its beginning to its end, except in kIo steps: each lets it go and then
//   takes it again, even if another kIo follows;
// - kCpu is burnt in slices of at most a fifth of the interval; between two of them, and after the
//   last one of a step, the GIL is handed on if that was asked for;
// - a taking that is a switch (Gil::switches()) burns switch_cost, once, before anything else, with
//   the GIL held.
// kFreeThreads have none, and burn as they like; their report says 0 switches.
//
// No tasks: an empty report. A task without steps ends when it begins. REQUIRES: all costs are zero
// or more, the interval is at least 5 us.
inline Report Run(Backend, const std::vector<Task>&, Machine&, const Costs& = {}) {
  // TODO: start what runs the tasks, note when each has finished, join, report.
  checker::NotWrittenYet("Write free threads first: start all, then join all. Who notes what?");
}

#endif  // CHAPTERS_03_GIL_SPEEDUP_H_

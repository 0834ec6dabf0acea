// Exercise 6: a small computer with one CPU that several programs share.
//
// Thread safety: none; one thread uses a Machine.
#ifndef CHAPTERS_01_PROCESSES_TIME_SHARING_H_
#define CHAPTERS_01_PROCESSES_TIME_SHARING_H_

#include <cstdint>
#include <vector>

#include "checker/testing/not_written_yet.h"
#include "machine_types.h"  // given: Instruction, Config, Report and what they are made of

// Time goes in ticks, 0, 1, 2, ... In each, the CPU executes one instruction, or switches, or is
// idle. Each process has registers, memory and a pc of its own, all of them 0 at first.
//
// In its tick an instruction has its effect, and the pc moves on. What can't be executed has no
// effect but to fault its process, which takes that tick, too: a pc that is no index into the
// program (kJnz may jump there, running over the end does), a register or an address that does not
// exist, kIo with n below 0, an op that is none. kHalt and faults end a process. kIo in tick t
// blocks it for the ticks t + 1 to t + n; the IO ends at the beginning of tick t + n + 1.
//
// At the beginning of each tick, in this order:
// 1. kRoundRobin: whose IO ends now is queued, several by their pids.
// 2. kRoundRobin: if the process on the CPU has used up its quantum, it is queued behind them and
//    the CPU is free; but if the queue is empty, it stays and begins a new quantum.
// 3. If the CPU is free, the first in the queue is placed on it, with a whole quantum, which only
//    its instructions use up. If another process was placed last, the first switch_cost ticks are
//    for switching; the very first placing costs nothing, nor does that of the one who was last.
// 4. The tick is used: switching, or busy, or idle if the CPU is free or its process is blocked.
//
// At the end of its tick, a process that has ended leaves the CPU; with kRoundRobin, one that is
// blocked does, too. kRunToCompletion knows no quantum: the CPU idles while its process is blocked,
// and then goes on with it at no cost.
class Machine {
 public:
  // Throws std::invalid_argument for a quantum below 1 (whatever the policy is), a switch cost
  // below 0, or a policy that is none.
  explicit Machine(const Config& /*config*/) {
    // TODO: keep the configuration.
    checker::NotWrittenYet("Look at it before you keep it.");
  }

  // Adds a process to the queue and returns its pid: 1, 2, 3, ... Any program is taken, also an
  // empty one (which faults when it is run). The machine keeps the program.
  int Load(std::vector<Instruction> /*program*/) {
    // TODO: keep the program.
    checker::NotWrittenYet("Which number comes next?");
  }

  // Runs all that is loaded, from its beginning (every call does: two calls report the same), until
  // all have ended or max_ticks have passed. State then: kHalted or kFaulted for those that ended;
  // kBlocked if the IO goes on beyond the last tick; kRunning for the process on the CPU, also if
  // it is being placed or its quantum is used up; else kReady. (Nobody is placed after the last
  // tick.) A tick may cost you a step: tests run a million at the most.
  Report Run(std::uint64_t /*max_ticks*/) {
    // TODO: tick by tick, until the end.
    checker::NotWrittenYet(
        "What does a process need to go on where it was? Begin with that struct.");
  }
};

#endif  // CHAPTERS_01_PROCESSES_TIME_SHARING_H_

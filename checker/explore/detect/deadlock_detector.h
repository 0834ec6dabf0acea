// Tells apart why a schedule is stuck: nobody can go on and nobody waits for a time.
//
// Thread safety: called by the task that has the turn.
#ifndef CHECKER_EXPLORE_DETECT_DEADLOCK_DETECTOR_H_
#define CHECKER_EXPLORE_DETECT_DEADLOCK_DETECTOR_H_

#include <cstddef>
#include <cstdint>

#include "checker/explore/state/arena.h"

namespace explore {

// Called when nothing can go on. May return once: then every sleeper has been woken for no reason,
// to see whether that lets anybody get on (a lost wake-up). The second call, and ConcludeProbe, end
// the process with the finding.
void HandleStuckSchedule(Task& me);

// While the schedule is probed: somebody certainly got on, or the probe takes too long.
[[noreturn]] void ConcludeProbe(bool somebody_got_on);

// While the schedule is probed: a task is about to write to shared memory.
void NoteWriteInProbe(std::uintptr_t address, std::size_t size);

// While the schedule is probed: notes whether memory of the calling process is other than it was,
// for a process that can't look itself.
void NoteMemoryOfProbe();

// A notify or wake on an object, for the report on a sleeper that missed it.
void NoteNotice(Object& object, int woken);

}  // namespace explore

#endif  // CHECKER_EXPLORE_DETECT_DEADLOCK_DETECTOR_H_

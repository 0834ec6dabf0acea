// Data races between processes, on memory that they share: two accesses, one of them a write and
// not both atomic, that nothing orders. ThreadSanitizer sees only those of its own process.
//
// Thread safety: called by the task that has the turn.
#ifndef CHECKER_EXPLORE_DETECT_PROCESS_RACE_H_
#define CHECKER_EXPLORE_DETECT_PROCESS_RACE_H_

#include <cstddef>
#include <cstdint>

#include "checker/explore/state/arena.h"

namespace explore {

struct AccessKind {
  bool write;
  bool atomic;
};

// The schedule forks for the first time.
void StartRaceCheck();

// The calling task is about to access memory; `caller` is where. REQUIRES: SeveralProcesses().
void NoteSharedAccess(std::uintptr_t address, std::size_t size, AccessKind kind, void* caller);

}  // namespace explore

#endif  // CHECKER_EXPLORE_DETECT_PROCESS_RACE_H_

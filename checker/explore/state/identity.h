// Which object an address means. The same address of private memory is another object in each
// process; memory that is mapped MAP_SHARED is the same object in all of them, wherever it lies.
//
// Thread safety: called by the task that has the turn.
#ifndef CHECKER_EXPLORE_STATE_IDENTITY_H_
#define CHECKER_EXPLORE_STATE_IDENTITY_H_

#include "checker/explore/state/arena.h"

namespace explore {

// Of an address of the calling process, when there are several.
std::uintptr_t IdentityAmongProcesses(std::uintptr_t address);

// Of an address of the calling process. As long as there is no other, the address will do.
inline std::uintptr_t IdentityOf(std::uintptr_t address) {
  return SeveralProcesses() ? IdentityAmongProcesses(address) : address;
}

// Of what a task of any process is about to work on.
inline std::uintptr_t IdentityOf(const Pending& pending) {
  return SeveralProcesses() ? pending.identity : pending.object;
}

// Of the mutex that a wait will take again.
inline std::uintptr_t MutexOf(const Pending& pending) {
  return SeveralProcesses() ? pending.second_identity : pending.second;
}

// Whether it is that of something in memory that other processes may see.
bool IsShared(std::uintptr_t identity);

// Notes the identities of what the task is about to work on. REQUIRES: a task of this process.
void Identify(Pending& pending);

// The calling process is about to fork `child`, which gets copies of all its private objects.
// REQUIRES: SeveralProcesses().
void CopyObjectsFor(const Task& child);

// Memory was mapped or unmapped, so that what is known of shared memory may be wrong.
void ForgetMappings();

}  // namespace explore

#endif  // CHECKER_EXPLORE_STATE_IDENTITY_H_

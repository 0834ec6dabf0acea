// Memory that other processes see, too.
//
// Thread safety: may be called by any thread.
#ifndef CHECKER_EXPLORE_DETECT_SHARED_MEMORY_H_
#define CHECKER_EXPLORE_DETECT_SHARED_MEMORY_H_

#include <cstdint>

namespace explore {

// Whether the address lies in a MAP_SHARED mapping, by proc_pid_maps(5).
bool IsSharedMemory(std::uintptr_t address);

}  // namespace explore

#endif  // CHECKER_EXPLORE_DETECT_SHARED_MEMORY_H_

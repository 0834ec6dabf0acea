// One side of a data race between processes.
//
// Thread safety: plain data; TellRace is called by the task that has the turn.
#ifndef CHECKER_EXPLORE_REPORT_SHARED_ACCESS_H_
#define CHECKER_EXPLORE_REPORT_SHARED_ACCESS_H_

#include <cstdint>

#include "checker/explore/state/kept_stack.h"

namespace explore {

struct SharedAccess {
  int slot;              // of the task; -1: no access
  int thread;            // its number in records
  int process;           // its process
  std::uint32_t moment;  // of the task's clock
  std::uint8_t bytes;    // of the eight at its place: a bit each
  bool write;
  bool atomic;
  int size;
  KeptStack at;
};

// Tells the race of the access that comes now with an earlier one: to the judge as
// ThreadSanitizer tells its own, to a person in words.
void TellRace(const SharedAccess& now, const SharedAccess& before, std::uintptr_t address);

}  // namespace explore

#endif  // CHECKER_EXPLORE_REPORT_SHARED_ACCESS_H_

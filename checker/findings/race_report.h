// A report of ThreadSanitizer as data.
//
// Thread safety: plain data; ParseRaceReports may be called by any thread.
#ifndef CHECKER_FINDINGS_RACE_REPORT_H_
#define CHECKER_FINDINGS_RACE_REPORT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "checker/findings/frame.h"

namespace checker {

// Threads have the explorer's numbers where the report names them ("thread 2"), else the order in
// which they began; the test is 0.
struct RaceAccess {
  bool write = false;
  bool atomic = false;
  int size_bytes = 0;
  std::uint64_t address = 0;
  int thread = 0;
  std::vector<int> mutexes_held;  // RaceMutex::id
  Stack stack;
};

struct RaceLocation {
  enum class Kind { kUnknown, kHeap, kGlobal, kStack, kThreadLocal, kDescriptor };
  Kind kind = Kind::kUnknown;
  int thread = 0;    // whose stack, or who allocated it
  std::string name;  // of a global
  Stack stack;       // where it was allocated
};

struct RaceMutex {
  int id = 0;
  std::uint64_t address = 0;
  Stack created;
};

struct RaceThread {
  int id = 0;
  int creator = 0;
  std::string name;
  bool finished = false;
  Stack created;
};

// "Mutex M1 acquired here while holding mutex M0 in thread T1"
struct RaceAcquisition {
  int mutex = 0;
  int while_holding = 0;
  int thread = 0;
  Stack stack;
};

struct RaceReport {
  // ThreadSanitizer's own words: "data race", "heap-use-after-free", "lock-order-inversion
  // (potential deadlock)", "double lock of a mutex", "unlock of an unlocked mutex (or by a wrong
  // thread)", "destroy of a locked mutex", "thread leak", "signal-unsafe call inside of a signal";
  // for a signal "SEGV", "FPE" ...; "stack-overflow"; "CHECK failed".
  std::string kind;
  std::vector<RaceAccess> accesses;
  RaceLocation location;
  std::vector<RaceMutex> mutexes;
  std::vector<RaceThread> threads;
  std::vector<RaceAcquisition> acquisitions;
  std::vector<Stack> stacks;  // those without a heading of their own
  std::uint64_t fault_address = 0;
  bool ends_process = false;  // a signal or a failed CHECK

  // Every address in it, for the symbolizer.
  std::vector<CodeOffset> Addresses() const;
};

// All reports in `text`, in order. `module` is the test binary's name in frames; frames of other
// modules (the C library) are left out. A report that breaks off is returned as far as it goes.
// `main_thread` is the explorer's number of the one that is called so there.
std::vector<RaceReport> ParseRaceReports(std::string_view text, std::string_view module,
                                         int main_thread = 0);

}  // namespace checker

#endif  // CHECKER_FINDINGS_RACE_REPORT_H_

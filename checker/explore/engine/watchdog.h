// How long the parent waits for a sign of life from a schedule.
//
// Thread safety: none; used by the parent process alone.
#ifndef CHECKER_EXPLORE_ENGINE_WATCHDOG_H_
#define CHECKER_EXPLORE_ENGINE_WATCHDOG_H_

#include <cstdint>

#include "checker/explore/base/text.h"

namespace explore {

enum class Silence {
  kNone,     // something happened, or may still happen
  kBusy,     // a thread burns processor time without any scheduling point
  kBlocked,  // the thread that has the turn waits in the kernel, unknown to the explorer
};

class Watchdog {
 public:
  static constexpr int kLookEveryMs = 250;

  // Called every kLookEveryMs. `job` is the process that runs the job; a schedule may run in a
  // child of it.
  Silence Look(int job);

  // The system call that the thread waits in, in words; empty unless it is blocked.
  const char* call() const { return call_.c_str(); }

 private:
  static constexpr std::uint64_t kBusyMs = 3'000;    // of processor time
  static constexpr std::uint64_t kSilentMs = 8'000;  // of real time

  std::uint64_t heartbeat_ = 0;
  std::uint64_t busy_then_ = 0;
  std::uint64_t silent_ms_ = 0;
  TextOf<64> call_;
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_ENGINE_WATCHDOG_H_

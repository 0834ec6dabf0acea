// What belongs to one job, over all its schedules.
//
// Thread safety: only whoever has the turn; the parent process reads it while the job runs.
#ifndef CHECKER_EXPLORE_STATE_JOB_STATE_H_
#define CHECKER_EXPLORE_STATE_JOB_STATE_H_

#include <cstdint>

#include "checker/explore/state/exploration_policy.h"
#include "checker/explore/state/outcome.h"
#include "checker/explore/state/plan.h"

namespace explore {

struct JobState {
  ExplorationPolicy policy;
  bool ignore_races = false;

  std::uint64_t generation = 0;  // of the schedule that runs: tells its objects from older ones
  std::uint64_t number = 0;      // of the schedule in the job, from 1
  std::uint64_t next_index = 0;  // of the schedule after the present one, in the portfolio
  std::uint64_t heartbeat = 0;   // grows whenever anything happens: the watchdog looks at it

  // What was seen.
  std::uint64_t schedules_done = 0;
  std::uint64_t schedules_by_strategy[kStrategyCount] = {};
  std::uint64_t choices = 0;  // decisions where there was something to choose
  std::uint64_t total_steps = 0;
  std::uint64_t default_decisions = 0;
  std::int64_t assertions = 0;
  int distinct = 0;
  int most_threads = 0;
  int exhausted_delays = -1;
  int initialisations = 0;        // of what is initialised once in a process
  bool time_passed = false;       // somebody slept, or waited until a deadline
  bool acquire_fences = false;    // there are some, so release stores add up (intercept/fence.h)
  bool unmodelled_fence = false;  // one was used without control
  int claims = 0;                 // in Arena::claim

  // What came of it.
  int races = 0;
  int failures = 0;
  bool failure_written = false;
  bool ended = false;  // the last record was written
  int exit_code = 0;   // to end with, when another process than the first has told a failure
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_STATE_JOB_STATE_H_

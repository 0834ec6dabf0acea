// What belongs to one schedule. A schedule begins by assigning a fresh one, so no field can be
// forgotten.
//
// Thread safety: only whoever has the turn.
#ifndef CHECKER_EXPLORE_STATE_SCHEDULE_STATE_H_
#define CHECKER_EXPLORE_STATE_SCHEDULE_STATE_H_

#include <cstdint>

#include "checker/explore/state/ordered_failures.h"
#include "checker/explore/state/outcome.h"
#include "checker/explore/state/plan.h"
#include "checker/protocol/operation.h"

namespace explore {

struct ScheduleState {
  Plan plan;
  bool active = false;               // between its beginning and its end
  bool probing = false;              // it is stuck and every sleeper was woken once: who gets on?
  bool descriptors_touched = false;  // a transfer may have made another descriptor ready
  bool stuck_means_lost = false;     // the test says so (checker/testing/reachable.h)
  bool slept_early = false;          // a sleep was over before others had got on
  const char* help_from_outside = nullptr;  // the call that has set a timer, which may yet wake one

  // Counted from its beginning.
  std::uint64_t decisions = 0;
  std::uint64_t steps = 0;
  std::uint64_t accesses = 0;
  std::uint64_t now = 0;  // virtual nanoseconds
  std::uint64_t hash = 0xcbf29ce484222325u;
  std::uint64_t next_access_decision = 0;  // memory accesses before this decision are passed by
  int kind_numbers[static_cast<int>(protocol::ObjectKind::kCount)] = {};

  // Who gets on.
  std::uint64_t quiet_steps = 0;     // since a task last blocked, woke, began or ended
  std::uint64_t polling_steps = 0;   // while nobody but spinning tasks could run
  std::uint64_t spinner_points = 0;  // left of the turn of the spinning task that has it
  std::uint64_t probe_steps = 0;

  OrderedFailures thread_failures;  // of pthread_create
  OrderedFailures fork_failures;
  int fork_error = 0;  // its answer then

  // Processes: places in use in Arena::processes are below this one.
  int processes = 1;
  int answer = 0;           // futex word: a task of another process has done what it was asked for
  std::uint64_t looks = 0;  // how often the others were asked to look

  // Tasks.
  int slots = 0;  // slots in use are below this one
  int tasks_created = 0;
  int most_alive = 0;
  int alive = 0;
  int spinning = 0;  // at most so many tasks are
  int current = 0;   // slot of the task that has the turn
  int objects = 0;   // those in Arena::object_slots

  // The decisions where something else than the default was chosen (Arena::deviations).
  int deviation_count = 0;
  bool deviations_lost = false;  // there were more than there is room for

  Outcome outcome;

  // A task began, ended, blocked or woke, or the time moved.
  void NoteMilestone() { quiet_steps = 0; }
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_STATE_SCHEDULE_STATE_H_

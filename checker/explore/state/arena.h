// All that the explorer knows, in one block of fixed size: what belongs to the running schedule,
// what to the job, and the tables that both count on.
//
// The block is mapped MAP_SHARED, so that a parent process can still read it when the explored
// process has died, and so that several processes can belong to one schedule. Pointers in it to
// anything outside are addresses of the program, which are the same in a forked child, or are
// followed only by the process that they belong to.
//
// Thread safety: whoever has the turn may read and write everything; nobody else touches it, except
// for what task.h names.
#ifndef CHECKER_EXPLORE_STATE_ARENA_H_
#define CHECKER_EXPLORE_STATE_ARENA_H_

#include <cstddef>
#include <cstdint>
#include <new>

#include "checker/explore/base/raw.h"
#include "checker/explore/state/deviation.h"
#include "checker/explore/state/job_state.h"
#include "checker/explore/state/object.h"
#include "checker/explore/state/process.h"
#include "checker/explore/state/profile.h"
#include "checker/explore/state/schedule_state.h"
#include "checker/explore/state/task.h"
#include "checker/protocol/thread_number.h"

namespace explore {

constexpr int kMaxClaims = 64;
constexpr int kMaxDistinct = 1 << 16;

// Something that must be seen in at least one schedule (checker/testing/reachable.h).
struct ClaimState {
  char what[120];
  bool overlap;
  bool seen;
};

struct Arena {
  ScheduleState schedule;
  JobState job;

  // Tables. What is in use is said by the counts in the states, or by an entry's generation, so
  // none of them is ever cleared.
  Profile profile;
  ClaimState claim[kMaxClaims];
  std::uint64_t seen_hashes[kMaxDistinct * 2];
  Deviation deviations[kMaxDeviations];
  Object objects[kMaxObjects];
  int object_slots[kMaxObjects];  // of those that the schedule uses
  Process processes[kMaxProcesses];
  Task tasks[kMaxTasks];
};

extern Arena* arena;
extern __thread Task* self __attribute__((tls_model("initial-exec")));

// The place of the calling process in Arena::processes; 0 is the one that runs the test body.
extern int this_process;

// Whether the schedule has forked.
inline bool SeveralProcesses() { return arena->schedule.processes > 1; }

inline Task* FirstTaskOf(const Process& process) { return &arena->tasks[process.first_task]; }

// As records tell the task.
inline int NumberOf(const Task& task) {
  if (task.process == 0) return task.id;
  const bool first = FirstTaskOf(arena->processes[task.process]) == &task;
  return protocol::ThreadNumber(task.process, first ? 0 : task.id);
}

// Zeroed memory that a forked child shares with its parent.
void* MapShared(std::size_t bytes);

// The one object of its type, in memory that every process forked after its first use shares.
template <class T>
T& InSharedMemory() {
  static auto* const object = new (MapShared(sizeof(T))) T;
  return *object;
}

// Maps an arena for a new job.
void MapArena();

// Begins a schedule of this plan: everything of the last one is forgotten.
void ResetSchedule(const Plan& plan);

// Whether operations of the calling thread are to be scheduled.
inline bool UnderControl() { return self != nullptr && self->silent == 0; }

// Operations in its scope are done at once, without scheduling.
class Silently {
 public:
  Silently() : task_(self) {
    if (task_ != nullptr) ++task_->silent;
  }
  ~Silently() {
    if (task_ != nullptr) --task_->silent;
  }
  Silently(const Silently&) = delete;
  Silently& operator=(const Silently&) = delete;

 private:
  Task* const task_;
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_STATE_ARENA_H_

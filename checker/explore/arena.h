// All that the explorer knows about the running schedule, in one block of fixed size.
//
// The block is mapped MAP_SHARED, so that a parent process can still read it when the explored
// process has died, and (later) so that several processes can belong to one schedule. It holds no
// pointer to anything outside but addresses of the program, which are the same in a forked child.
//
// Thread safety: whoever has the turn may read and write everything; nobody else touches it, except
// for a task's own `turn` word and frames.
#ifndef CHECKER_EXPLORE_ARENA_H_
#define CHECKER_EXPLORE_ARENA_H_

#include <pthread.h>

#include <cstddef>
#include <cstdint>

#include "checker/explore/operation.h"
#include "checker/explore/plan.h"
#include "checker/explore/profile.h"

namespace checker {

constexpr int kMaxTasks = 1024;  // alive at the same time
constexpr int kMaxFrames = 96;   // deeper frames are counted but not kept
constexpr unsigned kKeptLoads = 8;
constexpr int kMaxObjects = 1 << 14;
constexpr int kMaxDeviations = 1 << 16;
constexpr int kMaxClaims = 64;
constexpr int kKeptLooks = 32;
constexpr int kMaxDistinct = 1 << 16;
constexpr std::uint64_t kNever = ~std::uint64_t{0};

// What a task is about to do. While it is not enabled the task is blocked in it.
struct Pending {
  Operation operation = Operation::kNone;
  std::uintptr_t object =
      0;  // its address; for a join the slot of the task, for a descriptor its number
  std::uintptr_t second = 0;  // kWait: the mutex
  int argument = 0;           // kBarrierWait: the round; kMeet: the parties; kPoll: the events
  std::uint64_t deadline = kNever;
};

enum class TaskState : std::uint8_t { kFree, kAlive, kDone };

struct Task {
  int slot;
  int id;  // 0 is the thread that runs the test body, then in order of creation
  TaskState state;
  bool signalled;  // picked by a notify, a wake, or woken for no reason
  bool spinning;   // has done nothing but look for long: others go first
  bool detached;
  bool joined;
  bool body_is_ours;   // created inside the schedule
  bool lost;           // in the child of a fork: a thread of the parent
  int arrived;         // the thread waits for its first turn
  int run_length;      // points since it was given the turn
  const void* polled;  // kPoll on a set of descriptors
  int polled_count;
  int turn;    // futex word: 1 = go on
  int silent;  // > 0: inside code whose operations are not to be scheduled
  int process;
  int thread_id;  // the kernel's
  Pending pending;
  std::uint64_t priority;
  std::uint64_t last_turn;               // number of the decision that gave it the turn
  std::uint64_t decisions;               // that it came to
  int idle;                              // points since it last got on with anything
  unsigned looks;                        // objects that it has looked at
  std::uintptr_t looked_at[kKeptLooks];  // the latest of these
  int naps;                              // timed wake-ups since then
  int clock_reads;
  int accesses;                   // memory accesses since its last scheduling point
  bool behind_release_fence;      // its relaxed stores release (intercept/fence.h)
  unsigned loads;                 // those that acquired nothing
  void* loaded[kKeptLoads];       // the latest of these
  std::uint32_t shared_accesses;  // those made while other tasks were alive, all of them
  std::int64_t system_calls;
  void* (*body)(void*);
  void* argument;
  pthread_t thread;
  std::uintptr_t stack_top;
  int depth;
  void* frames[kMaxFrames];

  void PushFrame(void* caller) {
    if (depth < kMaxFrames) frames[depth] = caller;
    ++depth;
  }
  void PopFrame() {
    if (depth > 0) --depth;
  }
};

// A notify or wake, remembered for the sleeper that missed it.
struct Notice {
  int task = -1;
  std::uint64_t step = 0;
  int woken = 0;
  int depth = 0;
  void* frames[8] = {};
};

struct Object {
  std::uintptr_t key;
  std::uint64_t schedule;  // entries of earlier schedules are free
  ObjectKind kind;
  int number;  // the how-manieth of its kind, by first use
  int owner;   // slot of the task that holds it, -1: nobody
  int count;   // barrier: parties here
  int round;   // barrier: rounds completed
  Notice notice;
};

// One choice that was not the default one, see strategy/strategy.h. What its task had decided
// before tells the same moment in other schedules, where the numbers of all decisions have shifted.
struct Deviation {
  std::uint64_t decision;
  std::uint32_t choice;
  int task = -1;                   // id of the task that came to the decision
  std::uint64_t own_decision = 0;  // its number among those of this task
  int chosen_task = -1;            // id of the task that went on; -1: another kind of choice
};

// Something that must be seen in at least one schedule (checker/testing/reachable.h).
struct Claim {
  char what[120];
  bool overlap;
  bool seen;
};

struct Outcome {
  char kind[24];  // empty: nothing wrong so far
  char message[2048];
  char file[256];
  int line;
  bool race;
  int leak_depth;  // the stack that allocated what was never freed
  void* leak_frames[8];
  bool of_whole_job;  // no single schedule shows it
};

class Strategy;

struct Arena {
  // The schedule that runs.
  Plan plan;
  bool active;
  bool probing;              // the schedule is stuck and every sleeper was woken once: who gets on?
  bool descriptors_touched;  // a transfer may have made another descriptor ready
  bool stuck_means_lost;     // the test says so (checker/testing/reachable.h)
  bool slept_early;          // a sleep was over before others had got on (intercept/time.cc)
  bool thread_failures_armed;
  std::uint64_t schedule;  // tells entries of earlier schedules from those of this one
  std::uint64_t number;    // of the schedule in the job, from 1
  std::uint64_t decisions;
  std::uint64_t steps;
  std::uint64_t accesses;
  std::uint64_t next_access_decision;  // memory accesses before this decision are passed by
  std::uint64_t now;                   // virtual nanoseconds
  std::uint64_t hash;
  std::uint64_t quiet_steps;     // since a task last blocked, woke, began or ended
  std::uint64_t polling_steps;   // while nobody but spinning tasks could run
  std::uint64_t spinner_points;  // left of the turn of the spinning task that has it
  std::uint64_t probe_steps;
  int creations_before_failure;
  int creations_to_fail;
  int slots;  // slots in use are below this one
  int tasks_created;
  int most_alive;
  int alive;
  int spinning;  // at most so many tasks are
  int current;
  int kind_numbers[static_cast<int>(ObjectKind::kCount)];
  Outcome outcome;
  Outcome* child_outcome;         // shared with the child of a fork
  const char* help_from_outside;  // the call that has set a timer, which may yet wake somebody
  Strategy* strategy;

  // The job, over all schedules.
  std::uint64_t choices;  // decisions where there was something to choose
  std::uint64_t schedules_done;
  std::uint64_t heartbeat;  // grows whenever anything happens: the watchdog looks at it
  std::uint64_t total_steps;
  std::uint64_t schedules_by_strategy[kStrategyCount];
  bool acquire_fences;    // there are some, so release stores add up (intercept/fence.h)
  bool unmodelled_fence;  // one was used without control
  bool time_passed;       // somebody slept, or waited until a deadline
  int most_threads;
  int exhausted_delays;
  std::int64_t assertions;
  int races;
  int claims;
  Claim claim[kMaxClaims];
  int distinct;
  std::uint64_t seen_hashes[kMaxDistinct * 2];
  std::uint64_t next_index;  // of the schedule after the present one, in the portfolio
  int failures;
  int initialisations;  // of what is initialised once in a process
  std::uint64_t default_decisions;
  Profile profile;
  bool ordinary_program;  // not a test of ours: it may spin, and leave things behind
  bool ignore_races;
  bool job_ended;  // the last record was written
  bool failure_written;

  int deviation_count;
  bool deviations_lost;
  Deviation deviations[kMaxDeviations];

  Object objects[kMaxObjects];
  Task tasks[kMaxTasks];
};

extern Arena* arena;
extern __thread Task* self __attribute__((tls_model("initial-exec")));

// Zeroed memory that a forked child shares with its parent.
void* MapShared(std::size_t bytes);

// Maps the arena. Called once, before anything else of the explorer.
void MapArena();

// The entry for the object at `key`, made at its first use in this schedule.
Object& ObjectAt(std::uintptr_t key, ObjectKind kind);

// The entry if there is one, else nullptr.
Object* FindObject(std::uintptr_t key, ObjectKind kind);

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

}  // namespace checker

#endif  // CHECKER_EXPLORE_ARENA_H_

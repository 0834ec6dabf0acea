// A thread of the explored program, and what it is about to do.
//
// Thread safety: whoever has the turn may read and write everything; a task's own thread also its
// `turn` word, its call stack and `arrived`.
#ifndef CHECKER_EXPLORE_STATE_TASK_H_
#define CHECKER_EXPLORE_STATE_TASK_H_

#include <pthread.h>

#include <cstddef>
#include <cstdint>

#include "checker/explore/base/raw.h"
#include "checker/explore/state/kept_stack.h"
#include "checker/explore/state/turn.h"
#include "checker/protocol/operation.h"

namespace explore {

using protocol::ObjectKind;
using protocol::Operation;
using protocol::OperationFacts;

constexpr int kMaxTasks = 1024;  // alive at the same time
constexpr int kMaxFrames = 96;   // deeper frames are counted but not kept
constexpr unsigned kKeptLoads = 8;
constexpr int kKeptLooks = 32;
constexpr std::uint64_t kNever = ~std::uint64_t{0};

// What a task is about to do. While it is not enabled the task is blocked in it.
struct Pending {
  Operation operation = Operation::kNone;
  // Its address; for a join the slot of the task, for a descriptor its number plus one.
  std::uintptr_t object = 0;
  std::uintptr_t second = 0;  // kWait: the mutex
  // kBarrierWait: the round; kMeet: the parties; kPoll: the events; kWaitForChild: how it is named
  int argument = 0;
  std::uint64_t deadline = kNever;
  // Of `object` and `second`, with several processes (state/identity.h).
  std::uintptr_t identity = 0;
  std::uintptr_t second_identity = 0;
};

enum class TaskState : std::uint8_t { kFree, kAlive, kDone };

// Since the task last got on with anything.
struct Idleness {
  bool spinning = false;  // has done nothing but look for long: others go first
  int points = 0;
  int naps = 0;  // timed wake-ups
  int clock_reads = 0;
};

// What it has looked at lately.
struct Looks {
  unsigned count = 0;
  std::uintptr_t at[kKeptLooks] = {};
};

// What its stand-alone fences order (intercept/fence.h).
struct FenceState {
  bool behind_release = false;  // its relaxed stores release
  unsigned loads = 0;           // those that acquired nothing
  void* loaded[kKeptLoads] = {};
};

// Reset by assignment when a slot is taken: see NewTask.
struct Task {
  // From its creation to its end.
  int slot = 0;
  int id = 0;  // 0 is the thread that runs the test body, then in order of creation
  TaskState state = TaskState::kFree;
  bool detached = false;
  bool joined = false;
  bool body_is_ours = false;  // created inside the schedule
  int arrived = 0;            // the thread waits for its first turn
  int process = 0;            // its place in Arena::processes
  int thread_id = 0;          // the kernel's
  void* (*body)(void*) = nullptr;
  void* argument = nullptr;
  pthread_t thread = 0;
  KeptStack made_at;
  std::uintptr_t stack_top = 0;
  std::uint64_t decisions = 0;        // that it came to
  std::uint32_t shared_accesses = 0;  // to memory, while other tasks were alive, all of them
  std::int64_t system_calls = 0;
  std::uint64_t priority = 0;  // a strategy's

  // The turn.
  int turn = kStay;             // futex word, a TurnWord
  int silent = 0;               // > 0: inside code whose operations are not to be scheduled
  int run_length = 0;           // points since it was given the turn
  std::uint64_t last_turn = 0;  // number of the decision that gave it the turn

  // The operation that it has come to.
  Pending pending;
  bool signalled = false;        // picked by a notify, a wake, or woken for no reason
  bool let_in = true;            // what it waits for allowed it when its process looked last
  const void* polled = nullptr;  // kPoll on a set of descriptors
  int polled_count = 0;
  int accesses = 0;  // to memory, since its last scheduling point

  Idleness idleness;
  Looks looks;
  FenceState fences;

  // Its call stack, the innermost frame last.
  int depth = 0;
  void* frames[kMaxFrames] = {};

  void PushFrame(void* caller) {
    if (depth < kMaxFrames) frames[depth] = caller;
    ++depth;
  }
  void PopFrame() {
    if (depth > 0) --depth;
  }
  // Copies so many of them at the most, without memcpy, which ThreadSanitizer would see.
  void KeepInnermost(KeptStack& stack, int most = kKeptFrames) const {
    const int known = depth < kMaxFrames ? depth : kMaxFrames;
    stack.depth = known < most ? known : most;
    RawCopy(stack.frames, frames + known - stack.depth,
            static_cast<std::size_t>(stack.depth) * sizeof frames[0]);
  }
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_STATE_TASK_H_

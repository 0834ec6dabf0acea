#include "checker/explore/detect/vector_clock.h"

#include "checker/explore/state/identity.h"

namespace explore {
namespace {

constexpr int kMostObjects = 1 << 12;
constexpr int kMostProbes = 64;
constexpr std::uintptr_t kAllDescriptors = ~std::uintptr_t{0};  // stands for them

struct ObjectClock {
  std::uintptr_t identity;
  std::uint64_t generation;
  VectorClock clock;
};

struct Clocks {
  std::uint64_t generation = 0;  // of the schedule that they run in
  VectorClock of_task[kClockedTasks];
  ObjectClock of_object[kMostObjects];
};

Clocks& TheClocks() { return InSharedMemory<Clocks>(); }

void Join(VectorClock& clock, const VectorClock& other) {
  for (int i = 0; i < kClockedTasks; ++i) {
    if (clock.of[i] < other.of[i]) clock.of[i] = other.of[i];
  }
}

// When there is no room, some other object's will do: it orders more.
VectorClock& ClockOf(std::uintptr_t identity) {
  const auto first = static_cast<unsigned>((identity * 0x9e3779b97f4a7c15u) >> 40) % kMostObjects;
  for (unsigned i = 0; i < kMostProbes; ++i) {
    ObjectClock& object = TheClocks().of_object[(first + i) % kMostObjects];
    if (object.generation != arena->job.generation) {
      static const VectorClock kFresh = {};
      object.identity = identity;
      object.generation = arena->job.generation;
      Assign(object.clock, kFresh);
      return object.clock;
    }
    if (object.identity == identity) return object.clock;
  }
  return TheClocks().of_object[first].clock;
}

VectorClock& ClockOf(const Task& task) { return TheClocks().of_task[task.slot]; }

void Acquire(const Task& task, std::uintptr_t identity) { Join(ClockOf(task), ClockOf(identity)); }

void Release(const Task& task, std::uintptr_t identity) {
  Join(ClockOf(identity), ClockOf(task));
  ++ClockOf(task).of[task.slot];
}

// A robust mutex goes on from where its owner died, who has not released it.
void AcquireFromDeadOwner(const Task& task, std::uintptr_t identity) {
  const Object* const mutex = FindObjectWith(identity, ObjectKind::kMutex);
  if (mutex == nullptr || mutex->owner < 0) return;
  const Task& owner = arena->tasks[mutex->owner];
  if (owner.state != TaskState::kAlive) Join(ClockOf(task), ClockOf(owner));
}

void OrderAfterEndedChildrenOf(const Task& task) {
  for (int i = 1; i < arena->schedule.processes; ++i) {
    const Process& process = arena->processes[i];
    if (process.parent == task.process && !process.alive) OrderAfterProcess(i);
  }
}

}  // namespace

void StartClocks() {
  Clocks& clocks = TheClocks();
  clocks.generation = arena->job.generation;
  for (VectorClock& clock : clocks.of_task) {
    for (std::uint32_t& moment : clock.of) moment = 1;
  }
}

bool ClocksRun() {
  return SeveralProcesses() && arena->schedule.slots <= kClockedTasks &&
         TheClocks().generation == arena->job.generation;
}

void OrderBegin(const Task& task) {
  if (!ClocksRun()) return;
  VectorClock& mine = ClockOf(*self);
  Join(ClockOf(task), mine);
  ++ClockOf(task).of[task.slot];
  ++mine.of[self->slot];
}

void OrderGranted(const Task& task) {
  if (!ClocksRun()) return;
  const Pending& pending = task.pending;
  switch (pending.operation) {
    case Operation::kLock:
    case Operation::kTryLock:
      AcquireFromDeadOwner(task, pending.identity);
      [[fallthrough]];
    case Operation::kReadLock:
    case Operation::kWriteLock:
    case Operation::kTryReadLock:
    case Operation::kTryWriteLock:
    case Operation::kAcquire:
    case Operation::kTryAcquire:
    case Operation::kFutexCheck:
    case Operation::kFutexWait:
    case Operation::kBarrierWait:
    case Operation::kLoad:
      return Acquire(task, pending.identity);
    case Operation::kUnlock:
    case Operation::kReleaseLock:
    case Operation::kRelease:
    case Operation::kNotifyOne:
    case Operation::kNotifyAll:
    case Operation::kFutexWake:
    case Operation::kStore:
      return Release(task, pending.identity);
    case Operation::kArrive:
    case Operation::kModify:
    case Operation::kOnce:
    case Operation::kStatic:
    case Operation::kMeet:
      Acquire(task, pending.identity);
      return Release(task, pending.identity);
    case Operation::kBeginWait:  // gives back the mutex
      return Release(task, pending.second_identity);
    case Operation::kWait:
      AcquireFromDeadOwner(task, pending.second_identity);
      Acquire(task, pending.identity);
      return Acquire(task, pending.second_identity);
    case Operation::kTransfer:
      Acquire(task, kAllDescriptors);
      return Release(task, kAllDescriptors);
    case Operation::kJoin:
      return Join(ClockOf(task), TheClocks().of_task[pending.object]);
    case Operation::kWaitForChild:
    case Operation::kLookForChild:
      return OrderAfterEndedChildrenOf(task);
    case Operation::kPoll:
    case Operation::kFinish:
      return OrderAfterAll();
    default:
      return;
  }
}

void OrderAfterAll() {
  if (!ClocksRun()) return;
  for (int i = 0; i < arena->schedule.slots; ++i) Join(ClockOf(*self), ClockOf(arena->tasks[i]));
}

void OrderAfterProcess(int process) {
  if (!ClocksRun()) return;
  for (int i = 0; i < arena->schedule.slots; ++i) {
    const Task& task = arena->tasks[i];
    if (task.process == process) Join(ClockOf(*self), ClockOf(task));
  }
}

std::uint32_t MomentOf(const Task& task) { return ClockOf(task).of[task.slot]; }

bool ComesBefore(int slot, std::uint32_t moment, const Task& task) {
  return moment <= ClockOf(task).of[slot];
}

}  // namespace explore

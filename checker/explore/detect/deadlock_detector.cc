#include "checker/explore/detect/deadlock_detector.h"

#include "checker/explore/report/report.h"
#include "checker/explore/report/thread_snapshot.h"
#include "checker/explore/state/identity.h"

namespace explore {
namespace {

constexpr int kMaxWrites = 4096;

struct Written {
  std::uintptr_t address;  // in the memory of this process
  int process;
  std::uint8_t before;

  bool Is(std::uintptr_t byte) const { return address == byte && process == this_process; }
};

// Where each task stood when the schedule got stuck, and what memory held.
struct Probe {
  Pending before[kMaxTasks];
  TaskState state[kMaxTasks];
  bool asleep[kMaxTasks];
  int writes = 0;
  Written written[kMaxWrites];
  bool changed = false;  // memory of a process that was asked
};

// Made before there is a process that has to share it.
Probe& probe = InSharedMemory<Probe>();

bool IsSleeper(const Task& task) {
  return task.state == TaskState::kAlive && (task.pending.operation == Operation::kWait ||
                                             task.pending.operation == Operation::kFutexWait);
}

ObjectKind SleepsOn(Operation operation) {
  return operation == Operation::kWait ? ObjectKind::kCondition : ObjectKind::kFutex;
}

// Returns whether anybody sleeps.
bool WakeEverySleeper() {
  bool any = false;
  probe.writes = 0;
  probe.changed = false;
  for (int i = 0; i < arena->schedule.slots; ++i) {
    Task& task = arena->tasks[i];
    probe.before[i] = task.pending;
    probe.state[i] = task.state;
    probe.asleep[i] = IsSleeper(task) && !task.signalled;
    if (!probe.asleep[i]) continue;
    task.signalled = true;
    any = true;
  }
  return any;
}

bool Moved(int slot) {
  const Task& task = arena->tasks[slot];
  if (task.state != probe.state[slot]) return true;
  return task.state == TaskState::kAlive &&
         (task.pending.operation != probe.before[slot].operation ||
          task.pending.object != probe.before[slot].object);
}

// A sleeper that counts itself out and in again has not got on; one that took an item has, even if
// it waits at the same place for the next. Memory tells them apart.
bool MemoryChanged() {
  for (int i = 0; i < probe.writes; ++i) {
    const Written& written = probe.written[i];
    if (written.process != this_process) continue;
    if (*reinterpret_cast<const volatile std::uint8_t*>(written.address) != written.before) {
      return true;
    }
  }
  return false;
}

bool SomebodyGotOn() {
  for (int i = 0; i < arena->schedule.slots; ++i) {
    if (Moved(i)) return true;
  }
  return probe.changed || MemoryChanged();
}

// The notify that the sleeper missed; that of one who got on, if it is known.
const Notice* EarlyNotice() {
  const Notice* found = nullptr;
  for (int i = 0; i < arena->schedule.slots; ++i) {
    if (!probe.asleep[i]) continue;
    const Object* const object =
        FindObjectWith(IdentityOf(probe.before[i]), SleepsOn(probe.before[i].operation));
    if (object == nullptr || object->notice.task < 0) continue;
    if (found == nullptr || Moved(i)) found = &object->notice;
    if (Moved(i)) break;
  }
  return found;
}

bool SomebodyWaitsAt(Operation operation) {
  for (int i = 0; i < arena->schedule.slots; ++i) {
    if (probe.state[i] == TaskState::kAlive && probe.before[i].operation == operation) return true;
  }
  return false;
}

[[noreturn]] void ReportLostWakeUp() {
  ReportSnapshot(FindingKind::kLostWakeUp,
                 "a thread sleeps although what it waits for has happened", EarlyNotice());
}

[[noreturn]] void ReportNoWayOn() {
  if (SomebodyWaitsAt(Operation::kFinish) && arena->job.policy.counts_leaks) {
    ReportSnapshot(FindingKind::kLeak,
                   "the test is over, but a thread or process that it started is still waiting",
                   nullptr);
  }
  if (SomebodyWaitsAt(Operation::kMeet)) {
    ReportSnapshot(FindingKind::kTooMuchLocking,
                   "threads that must be able to overlap can't: one waits here for the others",
                   nullptr);
  }
  if (arena->schedule.stuck_means_lost) ReportLostWakeUp();
  ReportSnapshot(FindingKind::kDeadlock, "no thread can go on", nullptr);
}

}  // namespace

void HandleStuckSchedule(Task&) {
  if (arena->schedule.probing) ConcludeProbe(SomebodyGotOn());
  if (arena->schedule.help_from_outside != nullptr)
    ReportUncontrolledCall(arena->schedule.help_from_outside);
  TakeThreadSnapshot();
  const bool asleep = WakeEverySleeper();
  const bool cycle = TheThreadSnapshot().cycle.length() > 2;
  if (cycle)
    ReportSnapshot(FindingKind::kDeadlock, "threads wait for each other in a circle", nullptr);
  if (!asleep) ReportNoWayOn();
  arena->schedule.probing = true;
}

void ConcludeProbe(bool somebody_got_on) {
  if (!somebody_got_on) ReportNoWayOn();
  ReportLostWakeUp();
}

void NoteWriteInProbe(std::uintptr_t address, std::size_t size) {
  for (std::size_t k = 0; k < size && probe.writes < kMaxWrites; ++k) {
    const std::uintptr_t byte = address + k;
    bool known = false;
    for (int i = 0; i < probe.writes && !known; ++i) known = probe.written[i].Is(byte);
    if (known) continue;
    probe.written[probe.writes++] = {byte, this_process,
                                     *reinterpret_cast<const volatile std::uint8_t*>(byte)};
  }
}

void NoteMemoryOfProbe() { probe.changed |= MemoryChanged(); }

void NoteNotice(Object& object, int woken) {
  if (arena->schedule.probing) return;
  Notice& notice = object.notice;
  notice.task = NumberOf(*self);
  notice.step = arena->schedule.steps;
  notice.woken = woken;
  self->KeepInnermost(notice.at);
}

}  // namespace explore

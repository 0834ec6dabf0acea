#include "checker/explore/scheduler/virtual_clock.h"

#include "checker/explore/scheduler/decision.h"
#include "checker/explore/state/enabled.h"

namespace explore {
namespace {

constexpr std::int64_t kBillion = 1'000'000'000;
// Nobody waits so long on purpose. Jumping there would turn a lost wake-up into a mere delay.
constexpr std::int64_t kForEverSeconds = 50LL * 365 * 24 * 3600;

bool IsSleeper(const Task& task) {
  return task.state == TaskState::kAlive && !task.signalled &&
         (task.pending.operation == Operation::kWait ||
          task.pending.operation == Operation::kFutexWait);
}

// Half-way to the deadline somebody may be woken for no reason: code that starts its time-out anew
// after each wake-up then comes too late.
Task* TimedSleeper() {
  for (int i = 0; i < arena->schedule.slots; ++i) {
    Task& task = arena->tasks[i];
    if (IsSleeper(task) && task.pending.deadline != kNever && !TimeIsOver(task)) return &task;
  }
  return nullptr;
}

}  // namespace

bool AdvanceClock() {
  const std::uint64_t next = NextDeadline();
  if (next == kNever) return false;
  arena->schedule.NoteMilestone();
  arena->job.time_passed = true;
  Task* const sleeper = TimedSleeper();
  if (sleeper != nullptr && Decide(ChoiceKind::kMidway, 2) == 1) {
    arena->schedule.now += (next - arena->schedule.now) / 2;
    sleeper->signalled = true;
  } else {
    arena->schedule.now = next;
  }
  return true;
}

std::uint64_t DeadlineAt(clockid_t clock, const timespec& time) {
  const std::int64_t start =
      static_cast<std::int64_t>(clock == CLOCK_REALTIME ? kRealTimeAtStart : kMonotonicAtStart);
  const std::int64_t seconds = time.tv_sec - start / kBillion;
  if (seconds > kForEverSeconds) return kNever;
  if (time.tv_sec < 0 || seconds < 0) return arena->schedule.now;
  const std::uint64_t moment =
      static_cast<std::uint64_t>(seconds) * kBillion + static_cast<std::uint64_t>(time.tv_nsec);
  return moment > arena->schedule.now ? moment : arena->schedule.now;
}

std::uint64_t DeadlineAfter(const timespec& duration) {
  if (duration.tv_sec > kForEverSeconds) return kNever;
  if (duration.tv_sec < 0) return arena->schedule.now;
  return DeadlineAfterNanoseconds(static_cast<std::uint64_t>(duration.tv_sec) * kBillion +
                                  static_cast<std::uint64_t>(duration.tv_nsec));
}

std::uint64_t DeadlineAfterNanoseconds(std::uint64_t duration) {
  return arena->schedule.now + duration;
}

}  // namespace explore

#include "checker/explore/clock.h"

#include "checker/explore/core.h"
#include "checker/explore/enabled.h"
#include "checker/explore/progress.h"

namespace checker {
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
  for (int i = 0; i < arena->slots; ++i) {
    Task& task = arena->tasks[i];
    if (IsSleeper(task) && task.pending.deadline != kNever && !TimeIsOver(task)) return &task;
  }
  return nullptr;
}

}  // namespace

std::uint64_t NextDeadline() {
  std::uint64_t next = kNever;
  for (int i = 0; i < arena->slots; ++i) {
    const Task& task = arena->tasks[i];
    if (task.state != TaskState::kAlive || task.lost || IsEnabled(task) || TimeIsOver(task))
      continue;
    if (task.pending.deadline < next) next = task.pending.deadline;
  }
  return next;
}

bool AdvanceClock() {
  const std::uint64_t next = NextDeadline();
  if (next == kNever) return false;
  NoteMilestone();
  arena->time_passed = true;
  Task* const sleeper = TimedSleeper();
  if (sleeper != nullptr && Decide(ChoiceKind::kMidway, 2) == 1) {
    arena->now += (next - arena->now) / 2;
    sleeper->signalled = true;
  } else {
    arena->now = next;
  }
  return true;
}

std::uint64_t DeadlineAt(clockid_t clock, const timespec& time) {
  const std::int64_t start =
      static_cast<std::int64_t>(clock == CLOCK_REALTIME ? kRealTimeAtStart : kMonotonicAtStart);
  const std::int64_t seconds = time.tv_sec - start / kBillion;
  if (seconds > kForEverSeconds) return kNever;
  if (time.tv_sec < 0 || seconds < 0) return arena->now;
  const std::uint64_t moment =
      static_cast<std::uint64_t>(seconds) * kBillion + static_cast<std::uint64_t>(time.tv_nsec);
  return moment > arena->now ? moment : arena->now;
}

std::uint64_t DeadlineAfter(const timespec& duration) {
  if (duration.tv_sec > kForEverSeconds) return kNever;
  if (duration.tv_sec < 0) return arena->now;
  return DeadlineAfterNanoseconds(static_cast<std::uint64_t>(duration.tv_sec) * kBillion +
                                  static_cast<std::uint64_t>(duration.tv_nsec));
}

std::uint64_t DeadlineAfterNanoseconds(std::uint64_t duration) { return arena->now + duration; }

}  // namespace checker

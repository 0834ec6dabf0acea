// Clocks and sleeps.
#include <errno.h>
#include <sched.h>
#include <sys/time.h>
#include <unistd.h>

#include "checker/explore/base/raw.h"
#include "checker/explore/scheduler/fairness.h"
#include "checker/explore/scheduler/scheduling_point.h"
#include "checker/explore/scheduler/virtual_clock.h"
#include "checker/explore/state/call_site.h"
#include "checker/explore/state/enabled.h"

namespace explore {
namespace {

constexpr std::uint64_t kBillion = 1'000'000'000;
constexpr int kFreeClockReads = 16;

bool NobodyElseCanRun() {
  for (int i = 0; i < arena->schedule.slots; ++i) {
    const Task& other = arena->tasks[i];
    if (&other != self && !other.idleness.spinning && IsEnabled(other)) return false;
  }
  return true;
}

// Asking for the time is no scheduling point, unless a task keeps asking: then it spins on the
// clock. While nobody else can go on, its waiting makes the time pass, faster and faster, but never
// past the next deadline. (libstdc++'s timed semaphores wait like this before they sleep.)
void NoteClockRead(void* caller) {
  if (++self->idleness.clock_reads <= kFreeClockReads) return;
  CallSite site(caller);
  Point({Operation::kClock});
  const int more = self->idleness.clock_reads - kFreeClockReads;
  const int doublings = more < 20 ? more : 20;
  const std::uint64_t later = arena->schedule.now + (std::uint64_t{1000} << doublings) / 4;
  const std::uint64_t next = NextDeadline();
  if (NobodyElseCanRun()) arena->schedule.now = later < next ? later : next;
}

bool IsVirtual(clockid_t clock) {
  switch (clock) {
    case CLOCK_REALTIME:
    case CLOCK_REALTIME_COARSE:
    case CLOCK_MONOTONIC:
    case CLOCK_MONOTONIC_COARSE:
    case CLOCK_MONOTONIC_RAW:
    case CLOCK_BOOTTIME:
      return true;
    default:
      return false;
  }
}

std::uint64_t VirtualTime(clockid_t clock) {
  const bool real = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE;
  return (real ? kRealTimeAtStart : kMonotonicAtStart) + arena->schedule.now;
}

// Nothing keeps a system from running the sleeper again before a thread that it gave time to:
// whoever sleeps to wait for somebody is wrong. Only in ordinary programs, since a test of ours may
// say how long something takes; only once, and not for long, or right programs would look slow; and
// never past a deadline of somebody else.
bool EndsEarly(std::uint64_t deadline) {
  constexpr std::uint64_t kLongestSleep = 3 * kBillion;
  if (!arena->job.policy.early_sleeps || arena->schedule.slept_early || NobodyElseCanRun())
    return false;
  if (deadline - arena->schedule.now > kLongestSleep || NextDeadline() < deadline) return false;
  arena->schedule.slept_early = Decide(ChoiceKind::kEarly, 2) == 1;
  return arena->schedule.slept_early;
}

void SleepUntil(std::uint64_t deadline) {
  ++self->system_calls;
  if (deadline != kNever && EndsEarly(deadline)) arena->schedule.now = deadline;
  Point({.operation = Operation::kSleep, .deadline = deadline});
}

void Sleep(std::uint64_t nanoseconds) { SleepUntil(DeadlineAfterNanoseconds(nanoseconds)); }

}  // namespace
}  // namespace explore

using namespace explore;  // NOLINT: only overrides follow

extern "C" {

int clock_gettime(clockid_t clock, timespec* time) noexcept {
  if (!UnderControl() || !IsVirtual(clock)) {
    const long result = RawCall(SYS_clock_gettime, clock, reinterpret_cast<long>(time));
    if (result == 0) return 0;
    errno = static_cast<int>(-result);
    return -1;
  }
  NoteClockRead(EXPLORE_CALLER());
  const std::uint64_t now = VirtualTime(clock);
  time->tv_sec = static_cast<time_t>(now / kBillion);
  time->tv_nsec = static_cast<long>(now % kBillion);
  return 0;
}

int gettimeofday(timeval* time, void*) noexcept {
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  time->tv_sec = now.tv_sec;
  time->tv_usec = now.tv_nsec / 1000;
  return 0;
}

time_t time(time_t* out) noexcept {
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (out != nullptr) *out = now.tv_sec;
  return now.tv_sec;
}

int nanosleep(const timespec* duration, timespec* rest) {
  if (!UnderControl()) return __interceptor_nanosleep(duration, rest);
  if (!IsValid(*duration) || duration->tv_sec < 0) {
    errno = EINVAL;
    return -1;
  }
  CallFrame frame(EXPLORE_CALLER(), EXPLORE_FRAME());
  SleepUntil(DeadlineAfter(*duration));
  return 0;
}

int clock_nanosleep(clockid_t clock, int flags, const timespec* time, timespec* rest) {
  if (!UnderControl()) {
    return static_cast<int>(-RawCall(SYS_clock_nanosleep, clock, flags,
                                     reinterpret_cast<long>(time), reinterpret_cast<long>(rest)));
  }
  if (!IsValid(*time)) return EINVAL;
  CallFrame frame(EXPLORE_CALLER(), EXPLORE_FRAME());
  SleepUntil((flags & TIMER_ABSTIME) != 0 ? DeadlineAt(clock, *time) : DeadlineAfter(*time));
  return 0;
}

int usleep(useconds_t microseconds) {
  EXPLORE_OVERRIDE(__interceptor_usleep(microseconds));
  Sleep(microseconds * std::uint64_t{1000});
  return 0;
}

unsigned sleep(unsigned seconds) {
  EXPLORE_OVERRIDE(__interceptor_sleep(seconds));
  Sleep(seconds * kBillion);
  return 0;
}

int sched_yield() noexcept {
  EXPLORE_OVERRIDE(static_cast<int>(RawCall(SYS_sched_yield)));
  ++self->system_calls;
  Point({Operation::kYield});
  return 0;
}

// Gone from glibc 2.34, but old programs still call it, some without a declaration.
int YieldOfOldPrograms() asm("pthread_yield");
int YieldOfOldPrograms() { [[clang::musttail]] return sched_yield(); }

}  // extern "C"

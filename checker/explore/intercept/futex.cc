// syscall(): futexes, which std::atomic::wait, std::counting_semaphore, std::latch, std::barrier
// and std::future of libstdc++ are made of, and which students call through futex.h.
#include <errno.h>
#include <linux/futex.h>
#include <stdarg.h>

#include "checker/explore/base/raw.h"
#include "checker/explore/intercept/wake.h"
#include "checker/explore/report/report.h"
#include "checker/explore/scheduler/fairness.h"
#include "checker/explore/scheduler/scheduling_point.h"
#include "checker/explore/scheduler/virtual_clock.h"
#include "checker/explore/state/call_site.h"

namespace explore {
namespace {

int Fail(int error) {
  errno = error;
  return -1;
}

long FutexWait(long word, int command, long flags, int expected, const timespec* time) {
  const auto key = static_cast<std::uintptr_t>(word);
  ++self->system_calls;
  Point({.operation = Operation::kFutexCheck, .object = key});
  if (__atomic_load_n(reinterpret_cast<const int*>(word), __ATOMIC_RELAXED) != expected) {
    return Fail(EAGAIN);
  }
  std::uint64_t deadline = kNever;
  if (time != nullptr) {
    if (!IsValid(*time)) return Fail(EINVAL);
    const clockid_t clock = (flags & FUTEX_CLOCK_REALTIME) != 0 ? CLOCK_REALTIME : CLOCK_MONOTONIC;
    deadline = command == FUTEX_WAIT ? DeadlineAfter(*time) : DeadlineAt(clock, *time);
  }
  self->signalled = EndsForNoReason();
  Point({.operation = Operation::kFutexWait, .object = key, .deadline = deadline});
  const bool picked = self->signalled;
  self->signalled = false;
  return picked ? 0 : Fail(ETIMEDOUT);
}

long FutexWake(long word, long count) {
  const auto key = static_cast<std::uintptr_t>(word);
  ++self->system_calls;
  Point({.operation = Operation::kFutexWake, .object = key});
  const int woken = WakeSleepers(Operation::kFutexWait, key, count < 0 ? kMaxTasks : count);
  if (woken > 0) NoteProgress(*self);
  return woken;
}

}  // namespace
}  // namespace explore

using namespace explore;  // NOLINT: only an override follows

extern "C" long syscall(long number, ...) noexcept {
  va_list list;
  va_start(list, number);
  long a[6];
  for (long& argument : a) argument = va_arg(list, long);
  va_end(list);
  if (number == SYS_futex && UnderControl()) {
    CallFrame frame(EXPLORE_CALLER(), EXPLORE_FRAME());
    const int command = static_cast<int>(a[1]) & FUTEX_CMD_MASK;
    if (command == FUTEX_WAIT || command == FUTEX_WAIT_BITSET) {
      return FutexWait(a[0], command, a[1], static_cast<int>(a[2]),
                       reinterpret_cast<const timespec*>(a[3]));
    }
    if (command == FUTEX_WAKE || command == FUTEX_WAKE_BITSET) {
      return FutexWake(a[0], static_cast<int>(a[2]));
    }
    ReportUncontrolledCall("syscall(SYS_futex) with an operation other than wait and wake");
  }
  const long result = RawCall(number, a[0], a[1], a[2], a[3], a[4], a[5]);
  if (result < 0 && result > -4096) return Fail(static_cast<int>(-result));
  return result;
}

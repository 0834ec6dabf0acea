// Condition variables: modelled whole. Only the mutex part of a wait reaches glibc and
// ThreadSanitizer; waiting and notifying alone order nothing, as the standard says.
#include <errno.h>

#include "checker/explore/intercept/wake.h"
#include "checker/explore/scheduler/fairness.h"
#include "checker/explore/scheduler/scheduling_point.h"
#include "checker/explore/scheduler/virtual_clock.h"
#include "checker/explore/state/call_site.h"

namespace explore {
namespace {

std::uintptr_t KeyOf(const void* object) { return reinterpret_cast<std::uintptr_t>(object); }

int Wait(pthread_cond_t* condition, pthread_mutex_t* mutex, std::uint64_t deadline) {
  Task& me = *self;
  Point({.operation = Operation::kBeginWait, .object = KeyOf(condition), .second = KeyOf(mutex)});
  __real___tsan_read1(condition);
  ++me.system_calls;
  Object& held = ObjectAt(KeyOf(mutex), ObjectKind::kMutex);
  held.owner = -1;
  const int error = __interceptor_pthread_mutex_unlock(mutex);
  if (error != 0) return error;
  me.signalled = EndsForNoReason();
  Point({.operation = Operation::kWait,
         .object = KeyOf(condition),
         .second = KeyOf(mutex),
         .deadline = deadline});
  const bool picked = me.signalled;
  me.signalled = false;
  if (const int owner_died = __interceptor_pthread_mutex_lock(mutex)) return owner_died;
  ObjectAt(KeyOf(mutex), ObjectKind::kMutex).owner = me.slot;
  // POSIX leaves open what errno is after a call that returns its error. A wait makes system calls,
  // so here it is never what it was: whoever needs the old value has to keep it.
  errno = picked ? EAGAIN : ETIMEDOUT;
  return picked ? 0 : ETIMEDOUT;
}

int TimedWait(pthread_cond_t* condition, pthread_mutex_t* mutex, clockid_t clock,
              const timespec* time) {
  if (!IsValid(*time)) return EINVAL;
  return Wait(condition, mutex, DeadlineAt(clock, *time));
}

// The clock that pthread_cond_timedwait measures by: glibc keeps it in bit 1 of __wrefs.
clockid_t ClockOf(const pthread_cond_t* condition) {
  return (condition->__data.__wrefs & 2) != 0 ? CLOCK_MONOTONIC : CLOCK_REALTIME;
}

void Notify(pthread_cond_t* condition, Operation operation, long count) {
  Point({.operation = operation, .object = KeyOf(condition)});
  __real___tsan_read1(condition);  // so that ThreadSanitizer sees the use of one that is gone
  if (WakeSleepers(Operation::kWait, KeyOf(condition), count) > 0) {
    ++self->system_calls;
    NoteProgress(*self);
  }
}

}  // namespace
}  // namespace explore

using namespace explore;  // NOLINT: only overrides follow

extern "C" {

int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex) {
  EXPLORE_OVERRIDE(__interceptor_pthread_cond_wait(condition, mutex));
  return Wait(condition, mutex, kNever);
}

int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                           const timespec* time) {
  EXPLORE_OVERRIDE(__interceptor_pthread_cond_timedwait(condition, mutex, time));
  return TimedWait(condition, mutex, ClockOf(condition), time);
}

int pthread_cond_clockwait(pthread_cond_t* condition, pthread_mutex_t* mutex, clockid_t clock,
                           const timespec* time) {
  EXPLORE_OVERRIDE(__interceptor_pthread_cond_clockwait(condition, mutex, clock, time));
  return TimedWait(condition, mutex, clock, time);
}

int pthread_cond_signal(pthread_cond_t* condition) {
  EXPLORE_OVERRIDE(__interceptor_pthread_cond_signal(condition));
  Notify(condition, Operation::kNotifyOne, 1);
  return 0;
}

int pthread_cond_broadcast(pthread_cond_t* condition) {
  EXPLORE_OVERRIDE(__interceptor_pthread_cond_broadcast(condition));
  Notify(condition, Operation::kNotifyAll, kMaxTasks);
  return 0;
}

}  // extern "C"

// Mutexes. The real mutex is locked and unlocked too, always without waiting: it answers as glibc
// does (EBUSY, EDEADLK, EPERM) and tells the scheduler whether it is free.
#include <errno.h>

#include "checker/explore/scheduler/scheduling_point.h"
#include "checker/explore/scheduler/virtual_clock.h"
#include "checker/explore/state/call_site.h"
#include "checker/explore/state/enabled.h"

namespace explore {
namespace {

std::uintptr_t KeyOf(const pthread_mutex_t* mutex) {
  return reinterpret_cast<std::uintptr_t>(mutex);
}

Object& ObjectOf(const pthread_mutex_t* mutex) {
  return ObjectAt(KeyOf(mutex), ObjectKind::kMutex);
}

// A mutex may have been made anew in place while it was held (after a fork, or in a test of that).
// No call tells of it, but the word does: free, though somebody should have it. ThreadSanitizer has
// to forget the old one.
void ForgetIfMadeAnew(pthread_mutex_t* mutex) {
  Object* const known = FindObject(KeyOf(mutex), ObjectKind::kMutex);
  if (known == nullptr || known->owner < 0 || mutex->__data.__lock != 0) return;
  known->owner = -1;
  __tsan_mutex_destroy(mutex, 0);
}

void WaitForMutex(pthread_mutex_t* mutex, std::uint64_t deadline) {
  const bool taken = mutex->__data.__lock != 0;
  Point({.operation = Operation::kLock, .object = KeyOf(mutex), .deadline = deadline});
  if (taken) ++self->system_calls;
  ForgetIfMadeAnew(mutex);
}

void BeforeLock(pthread_mutex_t* mutex, void* caller) {
  CallSite site(caller);
  WaitForMutex(mutex, kNever);
  ObjectOf(mutex).owner = self->slot;
}

void BeforeUnlock(pthread_mutex_t* mutex, void* caller) {
  CallSite site(caller);
  Point({.operation = Operation::kUnlock, .object = KeyOf(mutex)});
  const int type = mutex->__data.__kind & 3;
  const bool mine = mutex->__data.__owner == self->thread_id;
  if (type == PTHREAD_MUTEX_RECURSIVE_NP && (!mine || mutex->__data.__count > 1)) return;
  if (type == PTHREAD_MUTEX_ERRORCHECK_NP && !mine) return;
  ObjectOf(mutex).owner = -1;
}

// Who asks for errors to be checked may make them; ThreadSanitizer would take it for a mistake.
bool IsRefused(const pthread_mutex_t* mutex) {
  return (mutex->__data.__kind & 3) == PTHREAD_MUTEX_ERRORCHECK_NP &&
         mutex->__data.__owner != self->thread_id;
}

// A robust mutex whose owner has died is taken, too.
bool IsHeldAfter(int error) { return error == 0 || error == EOWNERDEAD; }

int TimedLock(pthread_mutex_t* mutex, clockid_t clock, const timespec* time) {
  if (!IsValid(*time)) {
    const int error = __interceptor_pthread_mutex_trylock(mutex);  // glibc looks at the lock first
    if (IsHeldAfter(error)) ObjectOf(mutex).owner = self->slot;
    return error == EBUSY ? EINVAL : error;
  }
  WaitForMutex(mutex, DeadlineAt(clock, *time));
  if (!IsLetIn(*self)) return ETIMEDOUT;
  const int error = __interceptor_pthread_mutex_lock(mutex);
  if (IsHeldAfter(error)) ObjectOf(mutex).owner = self->slot;
  return error;
}

}  // namespace
}  // namespace explore

using namespace explore;  // NOLINT: only overrides follow

extern "C" {

int pthread_mutex_lock(pthread_mutex_t* mutex) {
  if (UnderControl()) BeforeLock(mutex, EXPLORE_CALLER());
  [[clang::musttail]] return __interceptor_pthread_mutex_lock(mutex);
}

int pthread_mutex_unlock(pthread_mutex_t* mutex) {
  if (UnderControl()) {
    BeforeUnlock(mutex, EXPLORE_CALLER());
    if (IsRefused(mutex)) return EPERM;
  }
  [[clang::musttail]] return __interceptor_pthread_mutex_unlock(mutex);
}

int pthread_mutex_trylock(pthread_mutex_t* mutex) {
  EXPLORE_OVERRIDE(__interceptor_pthread_mutex_trylock(mutex));
  Point({.operation = Operation::kTryLock, .object = KeyOf(mutex)});
  ForgetIfMadeAnew(mutex);
  const int error = __interceptor_pthread_mutex_trylock(mutex);
  if (IsHeldAfter(error)) ObjectOf(mutex).owner = self->slot;
  return error;
}

int pthread_mutex_timedlock(pthread_mutex_t* mutex, const timespec* time) {
  EXPLORE_OVERRIDE(__interceptor_pthread_mutex_timedlock(mutex, time));
  return TimedLock(mutex, CLOCK_REALTIME, time);
}

int pthread_mutex_clocklock(pthread_mutex_t* mutex, clockid_t clock, const timespec* time) {
  EXPLORE_OVERRIDE(__interceptor_pthread_mutex_clocklock(mutex, clock, time));
  return TimedLock(mutex, clock, time);
}

}  // extern "C"

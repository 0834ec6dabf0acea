// Shared mutexes (pthread_rwlock, which std::shared_mutex and std::shared_timed_mutex are made of).
#include <dlfcn.h>
#include <errno.h>

#include "checker/explore/scheduler/scheduling_point.h"
#include "checker/explore/scheduler/virtual_clock.h"
#include "checker/explore/state/call_site.h"

namespace explore {
namespace {

std::uintptr_t KeyOf(const pthread_rwlock_t* lock) {
  return reinterpret_cast<std::uintptr_t>(lock);
}

Object& ObjectOf(const pthread_rwlock_t* lock) {
  return ObjectAt(KeyOf(lock), ObjectKind::kSharedMutex);
}

// Whether the real call would have to wait: the point returned because the time was over.
bool IsTaken(const pthread_rwlock_t* lock, bool for_writing) {
  const int writer = lock->__data.__cur_writer;
  if (writer != 0) return writer != self->thread_id;
  return for_writing && (lock->__data.__readers >> 3) != 0;
}

bool IsFree(const pthread_rwlock_t* lock) {
  return lock->__data.__cur_writer == 0 && (lock->__data.__readers >> 3) == 0;
}

// As with mutexes (mutex.cc): it may have been made anew in place while it was held.
void ForgetIfMadeAnew(pthread_rwlock_t* lock) {
  Object* const known = FindObject(KeyOf(lock), ObjectKind::kSharedMutex);
  if (known == nullptr || known->owner < 0 || !IsFree(lock)) return;
  known->owner = -1;
  __tsan_mutex_destroy(lock, 0);
}

int Lock(pthread_rwlock_t* lock, bool for_writing, std::uint64_t deadline) {
  const bool taken = IsTaken(lock, for_writing);
  Point({.operation = for_writing ? Operation::kWriteLock : Operation::kReadLock,
         .object = KeyOf(lock),
         .deadline = deadline});
  if (taken) ++self->system_calls;
  ForgetIfMadeAnew(lock);
  if (IsTaken(lock, for_writing)) return ETIMEDOUT;
  const int error = for_writing ? __interceptor_pthread_rwlock_wrlock(lock)
                                : __interceptor_pthread_rwlock_rdlock(lock);
  if (error == 0) ObjectOf(lock).owner = self->slot;  // of several readers the latest
  return error;
}

int TryLock(pthread_rwlock_t* lock, bool for_writing) {
  Point({.operation = for_writing ? Operation::kTryWriteLock : Operation::kTryReadLock,
         .object = KeyOf(lock)});
  ForgetIfMadeAnew(lock);
  const int error = for_writing ? __interceptor_pthread_rwlock_trywrlock(lock)
                                : __interceptor_pthread_rwlock_tryrdlock(lock);
  if (error == 0) ObjectOf(lock).owner = self->slot;
  return error;
}

int TimedLock(pthread_rwlock_t* lock, bool for_writing, clockid_t clock, const timespec* time) {
  if (!IsValid(*time)) return EINVAL;
  return Lock(lock, for_writing, DeadlineAt(clock, *time));
}

void BeforeUnlock(pthread_rwlock_t* lock, void* caller) {
  CallSite site(caller);
  Point({.operation = Operation::kReleaseLock, .object = KeyOf(lock)});
  Object& object = ObjectOf(lock);
  if (object.owner == self->slot) object.owner = -1;
}

// glibc's own, where ThreadSanitizer has no interceptor.
int RealClockLock(const char* name, pthread_rwlock_t* lock, clockid_t clock, const timespec* time) {
  using Function = int (*)(pthread_rwlock_t*, clockid_t, const timespec*);
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name))(lock, clock, time);
}

}  // namespace
}  // namespace explore

using namespace explore;  // NOLINT: only overrides follow

extern "C" {

int pthread_rwlock_rdlock(pthread_rwlock_t* lock) {
  EXPLORE_OVERRIDE(__interceptor_pthread_rwlock_rdlock(lock));
  return Lock(lock, /*for_writing=*/false, kNever);
}

int pthread_rwlock_wrlock(pthread_rwlock_t* lock) {
  EXPLORE_OVERRIDE(__interceptor_pthread_rwlock_wrlock(lock));
  return Lock(lock, /*for_writing=*/true, kNever);
}

int pthread_rwlock_tryrdlock(pthread_rwlock_t* lock) {
  EXPLORE_OVERRIDE(__interceptor_pthread_rwlock_tryrdlock(lock));
  return TryLock(lock, /*for_writing=*/false);
}

int pthread_rwlock_trywrlock(pthread_rwlock_t* lock) {
  EXPLORE_OVERRIDE(__interceptor_pthread_rwlock_trywrlock(lock));
  return TryLock(lock, /*for_writing=*/true);
}

int pthread_rwlock_timedrdlock(pthread_rwlock_t* lock, const timespec* time) {
  EXPLORE_OVERRIDE(__interceptor_pthread_rwlock_timedrdlock(lock, time));
  return TimedLock(lock, /*for_writing=*/false, CLOCK_REALTIME, time);
}

int pthread_rwlock_timedwrlock(pthread_rwlock_t* lock, const timespec* time) {
  EXPLORE_OVERRIDE(__interceptor_pthread_rwlock_timedwrlock(lock, time));
  return TimedLock(lock, /*for_writing=*/true, CLOCK_REALTIME, time);
}

int pthread_rwlock_clockrdlock(pthread_rwlock_t* lock, clockid_t clock, const timespec* time) {
  EXPLORE_OVERRIDE(RealClockLock("pthread_rwlock_clockrdlock", lock, clock, time));
  return TimedLock(lock, /*for_writing=*/false, clock, time);
}

int pthread_rwlock_clockwrlock(pthread_rwlock_t* lock, clockid_t clock, const timespec* time) {
  EXPLORE_OVERRIDE(RealClockLock("pthread_rwlock_clockwrlock", lock, clock, time));
  return TimedLock(lock, /*for_writing=*/true, clock, time);
}

int pthread_rwlock_unlock(pthread_rwlock_t* lock) {
  if (UnderControl()) BeforeUnlock(lock, EXPLORE_CALLER());
  [[clang::musttail]] return __interceptor_pthread_rwlock_unlock(lock);
}

}  // extern "C"

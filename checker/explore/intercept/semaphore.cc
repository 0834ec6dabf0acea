// POSIX semaphores, and std::counting_semaphore, which standard_library.h makes of them.
#include <dlfcn.h>
#include <errno.h>

#include "checker/explore/scheduler/scheduling_point.h"
#include "checker/explore/scheduler/virtual_clock.h"
#include "checker/explore/state/call_site.h"

namespace explore {
namespace {

std::uintptr_t KeyOf(const sem_t* semaphore) { return reinterpret_cast<std::uintptr_t>(semaphore); }

// glibc keeps the value in the low half of the first 64 bits. sem_getvalue is no way to ask for it:
// ThreadSanitizer takes that call as an acquire.
unsigned ValueOf(const sem_t* semaphore) {
  return __atomic_load_n(reinterpret_cast<const unsigned*>(semaphore), __ATOMIC_RELAXED);
}

void BeforeWait(sem_t* semaphore, void* caller) {
  CallSite site(caller);
  if (ValueOf(semaphore) == 0) ++self->system_calls;
  Point({.operation = Operation::kAcquire, .object = KeyOf(semaphore)});
}

int TimedWait(sem_t* semaphore, clockid_t clock, const timespec* time) {
  const bool valid = IsValid(*time);
  if (ValueOf(semaphore) == 0 && !valid) {
    errno = EINVAL;
    return -1;
  }
  Point({.operation = Operation::kAcquire,
         .object = KeyOf(semaphore),
         .deadline = valid ? DeadlineAt(clock, *time) : kNever});
  if (ValueOf(semaphore) > 0) return __interceptor_sem_wait(semaphore);
  errno = ETIMEDOUT;
  return -1;
}

void BeforePost(sem_t* semaphore, void* caller) {
  CallSite site(caller);
  Point({.operation = Operation::kRelease, .object = KeyOf(semaphore)});
}

int RealClockWait(sem_t* semaphore, clockid_t clock, const timespec* time) {
  using Function = int (*)(sem_t*, clockid_t, const timespec*);
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, "sem_clockwait"))(semaphore, clock, time);
}

}  // namespace
}  // namespace explore

using namespace explore;  // NOLINT: only overrides follow

extern "C" {

int sem_wait(sem_t* semaphore) {
  if (UnderControl()) BeforeWait(semaphore, EXPLORE_CALLER());
  [[clang::musttail]] return __interceptor_sem_wait(semaphore);
}

int sem_trywait(sem_t* semaphore) {
  EXPLORE_OVERRIDE(__interceptor_sem_trywait(semaphore));
  Point({.operation = Operation::kTryAcquire, .object = KeyOf(semaphore)});
  return __interceptor_sem_trywait(semaphore);
}

int sem_timedwait(sem_t* semaphore, const timespec* time) {
  EXPLORE_OVERRIDE(__interceptor_sem_timedwait(semaphore, time));
  return TimedWait(semaphore, CLOCK_REALTIME, time);
}

int sem_clockwait(sem_t* semaphore, clockid_t clock, const timespec* time) {
  EXPLORE_OVERRIDE(RealClockWait(semaphore, clock, time));
  return TimedWait(semaphore, clock, time);
}

int sem_post(sem_t* semaphore) {
  if (UnderControl()) BeforePost(semaphore, EXPLORE_CALLER());
  [[clang::musttail]] return __interceptor_sem_post(semaphore);
}

// standard_library.h: one step, however many permits.
int checker_post_all(sem_t* semaphore, std::ptrdiff_t* count) {
  if (UnderControl()) BeforePost(semaphore, EXPLORE_CALLER());
  for (; *count > 1; --*count) {
    if (const int error = __interceptor_sem_post(semaphore)) return error;
  }
  return __interceptor_sem_post(semaphore);
}

}  // extern "C"

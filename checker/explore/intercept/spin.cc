// pthread spin locks: a task that finds one taken looks again at each of its turns.
#include <errno.h>

#include "checker/explore/scheduler/fairness.h"
#include "checker/explore/scheduler/scheduling_point.h"
#include "checker/explore/state/call_site.h"

namespace explore {
namespace {

std::uintptr_t KeyOf(pthread_spinlock_t* lock) {
  return reinterpret_cast<std::uintptr_t>(const_cast<int*>(lock));
}

// Looks again and again; the scheduler lets others go first, and names it if it never ends.
int Lock(pthread_spinlock_t* lock) {
  for (;;) {
    Point({.operation = Operation::kTryLock, .object = KeyOf(lock)});
    if (__interceptor_pthread_spin_trylock(lock) == 0) return 0;
  }
}

void BeforeUnlock(pthread_spinlock_t* lock, void* caller) {
  CallSite site(caller);
  Point({.operation = Operation::kUnlock, .object = KeyOf(lock)});
  NoteProgress(*self);
}

}  // namespace
}  // namespace explore

using namespace explore;  // NOLINT: only overrides follow

extern "C" {

int pthread_spin_lock(pthread_spinlock_t* lock) {
  EXPLORE_OVERRIDE(__interceptor_pthread_spin_lock(lock));
  return Lock(lock);
}

int pthread_spin_trylock(pthread_spinlock_t* lock) {
  EXPLORE_OVERRIDE(__interceptor_pthread_spin_trylock(lock));
  Point({.operation = Operation::kTryLock, .object = KeyOf(lock)});
  return __interceptor_pthread_spin_trylock(lock);
}

int pthread_spin_unlock(pthread_spinlock_t* lock) {
  if (UnderControl()) BeforeUnlock(lock, EXPLORE_CALLER());
  [[clang::musttail]] return __interceptor_pthread_spin_unlock(lock);
}

}  // extern "C"

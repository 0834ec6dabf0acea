// pthread spin locks: a task that finds one taken looks again at each of its turns.
#include <errno.h>

#include "checker/explore/core.h"
#include "checker/explore/progress.h"
#include "checker/explore/tsan.h"

namespace checker {
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
  Place place(caller);
  Point({.operation = Operation::kUnlock, .object = KeyOf(lock)});
  NoteProgress(*self);
}

}  // namespace
}  // namespace checker

using namespace checker;  // NOLINT: only overrides follow

extern "C" {

int pthread_spin_lock(pthread_spinlock_t* lock) {
  if (!UnderControl()) return __interceptor_pthread_spin_lock(lock);
  Frame frame(CHECKER_CALLER(), CHECKER_FRAME());
  return Lock(lock);
}

int pthread_spin_trylock(pthread_spinlock_t* lock) {
  if (!UnderControl()) return __interceptor_pthread_spin_trylock(lock);
  Frame frame(CHECKER_CALLER(), CHECKER_FRAME());
  Point({.operation = Operation::kTryLock, .object = KeyOf(lock)});
  return __interceptor_pthread_spin_trylock(lock);
}

int pthread_spin_unlock(pthread_spinlock_t* lock) {
  if (UnderControl()) BeforeUnlock(lock, CHECKER_CALLER());
  [[clang::musttail]] return __interceptor_pthread_spin_unlock(lock);
}

}  // extern "C"

// The guards of function-local statics.
#include "checker/explore/core.h"
#include "checker/explore/tsan.h"

extern "C" {
int __real___cxa_guard_acquire(void* guard);
int __wrap___cxa_guard_acquire(void* guard);
}

namespace checker {
namespace {

void BeforeAcquire(void* guard, void* caller) {
  Place place(caller);
  Point({.operation = Operation::kStatic, .object = reinterpret_cast<std::uintptr_t>(guard)});
  if (*static_cast<const char*>(guard) == 0) ++arena->initialisations;
}

}  // namespace
}  // namespace checker

// Release and abort of a guard wait for nobody, and who waits reads the guard's word: they need no
// override.
extern "C" int __wrap___cxa_guard_acquire(void* guard) {
  if (checker::UnderControl()) checker::BeforeAcquire(guard, CHECKER_CALLER());
  [[clang::musttail]] return __real___cxa_guard_acquire(guard);
}

// The guards of function-local statics.
#include "checker/explore/scheduler/scheduling_point.h"
#include "checker/explore/state/call_site.h"

extern "C" {
int __real___cxa_guard_acquire(void* guard);
int __wrap___cxa_guard_acquire(void* guard);
}

namespace explore {
namespace {

void BeforeAcquire(void* guard, void* caller) {
  CallSite site(caller);
  Point({.operation = Operation::kStatic, .object = reinterpret_cast<std::uintptr_t>(guard)});
  if (*static_cast<const char*>(guard) == 0) ++arena->job.initialisations;
}

}  // namespace
}  // namespace explore

// Release and abort of a guard wait for nobody, and who waits reads the guard's word: they need no
// override.
extern "C" int __wrap___cxa_guard_acquire(void* guard) {
  if (explore::UnderControl()) explore::BeforeAcquire(guard, EXPLORE_CALLER());
  [[clang::musttail]] return __real___cxa_guard_acquire(guard);
}

#include "checker/explore/intercept/fence.h"

#include "checker/explore/core.h"
#include "checker/explore/tsan.h"

namespace checker {
namespace {

bool Acquires(int order) {
  return order == kConsume || order == kAcquire || order >= kAcquireRelease;
}

bool Releases(int order) { return order >= kRelease; }

void KeepForAFence(const volatile void* address) {
  self->loaded[self->loads++ % kKeptLoads] = const_cast<void*>(address);
}

void AcquireWhatWasLoaded(Task& task) {
  const unsigned kept = task.loads < kKeptLoads ? task.loads : kKeptLoads;
  for (unsigned i = 0; i < kept; ++i) __tsan_acquire(task.loaded[i]);
}

void ComeToFence(int order, void* caller) {
  Place place(caller);
  Point({Operation::kFence});
  if (Releases(order)) self->behind_release_fence = true;
  if (!Acquires(order)) return;
  AcquireWhatWasLoaded(*self);
  arena->acquire_fences = true;
}

}  // namespace

int OrderOfLoad(const volatile void* address, int order) {
  if (UnderControl() && !Acquires(order)) KeepForAFence(address);
  return order;
}

int OrderOfStore(volatile void* address, int order) {
  if (!UnderControl()) return order;
  const bool adds = Releases(order) ? arena->acquire_fences : self->behind_release_fence;
  if (!adds) return order;
  __tsan_release(const_cast<void*>(address));
  return kRelaxed;
}

int OrderOfUpdate(const volatile void* address, int order) {
  if (!UnderControl()) return order;
  if (!Acquires(order)) KeepForAFence(address);
  if (Releases(order) || !self->behind_release_fence) return order;
  return Acquires(order) ? kAcquireRelease : kRelease;
}

}  // namespace checker

extern "C" {

void __real___tsan_atomic_thread_fence(int order);
void __wrap___tsan_atomic_thread_fence(int order) {
  using namespace checker;  // NOLINT: an override
  if (UnderControl()) {
    ComeToFence(order, CHECKER_CALLER());
  } else if (arena != nullptr) {
    arena->unmodelled_fence = true;
  }
  [[clang::musttail]] return __real___tsan_atomic_thread_fence(order);
}

}  // extern "C"

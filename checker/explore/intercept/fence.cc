#include "checker/explore/intercept/fence.h"

#include "checker/explore/scheduler/scheduling_point.h"
#include "checker/explore/state/call_site.h"

namespace explore {
namespace {

bool Acquires(int order) {
  return order == kConsume || order == kAcquire || order >= kAcquireRelease;
}

bool Releases(int order) { return order >= kRelease; }

void KeepForAFence(const volatile void* address) {
  self->fences.loaded[self->fences.loads++ % kKeptLoads] = const_cast<void*>(address);
}

void AcquireWhatWasLoaded(Task& task) {
  const unsigned kept = task.fences.loads < kKeptLoads ? task.fences.loads : kKeptLoads;
  for (unsigned i = 0; i < kept; ++i) __tsan_acquire(task.fences.loaded[i]);
}

void ComeToFence(int order, void* caller) {
  CallSite site(caller);
  Point({Operation::kFence});
  if (Releases(order)) self->fences.behind_release = true;
  if (!Acquires(order)) return;
  AcquireWhatWasLoaded(*self);
  arena->job.acquire_fences = true;
}

}  // namespace

int OrderOfLoad(const volatile void* address, int order) {
  if (UnderControl() && !Acquires(order)) KeepForAFence(address);
  return order;
}

int OrderOfStore(volatile void* address, int order) {
  if (!UnderControl()) return order;
  const bool adds = Releases(order) ? arena->job.acquire_fences : self->fences.behind_release;
  if (!adds) return order;
  __tsan_release(const_cast<void*>(address));
  return kRelaxed;
}

int OrderOfUpdate(const volatile void* address, int order) {
  if (!UnderControl()) return order;
  if (!Acquires(order)) KeepForAFence(address);
  if (Releases(order) || !self->fences.behind_release) return order;
  return Acquires(order) ? kAcquireRelease : kRelease;
}

}  // namespace explore

extern "C" {

void __real___tsan_atomic_thread_fence(int order);
void __wrap___tsan_atomic_thread_fence(int order) {
  using namespace explore;  // NOLINT: an override
  if (UnderControl()) {
    ComeToFence(order, EXPLORE_CALLER());
  } else if (arena != nullptr) {
    arena->job.unmodelled_fence = true;
  }
  [[clang::musttail]] return __real___tsan_atomic_thread_fence(order);
}

}  // extern "C"

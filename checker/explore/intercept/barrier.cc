// pthread barriers: modelled whole. (std::barrier of libstdc++ is made of atomics and futexes.)
#include "checker/explore/scheduler/scheduling_point.h"
#include "checker/explore/state/call_site.h"

namespace explore {
namespace {

Object& ObjectOf(const pthread_barrier_t* barrier) {
  return ObjectAt(reinterpret_cast<std::uintptr_t>(barrier), ObjectKind::kBarrier);
}

// glibc keeps the number of parties in the third word.
int PartiesOf(const pthread_barrier_t* barrier) { return reinterpret_cast<const int*>(barrier)[2]; }

int Wait(pthread_barrier_t* barrier) {
  const auto key = reinterpret_cast<std::uintptr_t>(barrier);
  Point({.operation = Operation::kArrive, .object = key});
  ++self->system_calls;
  Object& object = ObjectOf(barrier);
  __real___tsan_read1(barrier);  // so that ThreadSanitizer sees the use of one that is gone
  __tsan_release(barrier);
  if (++object.count >= PartiesOf(barrier)) {
    object.count = 0;
    ++object.round;
    __tsan_acquire(barrier);
    return PTHREAD_BARRIER_SERIAL_THREAD;
  }
  Point({.operation = Operation::kBarrierWait, .object = key, .argument = object.round});
  __tsan_acquire(barrier);
  return 0;
}

}  // namespace
}  // namespace explore

using namespace explore;  // NOLINT: only overrides follow

extern "C" {

int pthread_barrier_init(pthread_barrier_t* barrier, const pthread_barrierattr_t* attributes,
                         unsigned parties) {
  const int error = __interceptor_pthread_barrier_init(barrier, attributes, parties);
  if (error == 0 && UnderControl()) ObjectOf(barrier).count = 0;
  return error;
}

int pthread_barrier_wait(pthread_barrier_t* barrier) {
  EXPLORE_OVERRIDE(__interceptor_pthread_barrier_wait(barrier));
  return Wait(barrier);
}

}  // extern "C"

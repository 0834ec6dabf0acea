// The standard library as the standard has it. Who rests on what the standard says must not be
// accused of what libstdc++ does otherwise:
//
// - A weak compare-exchange may fail for no reason: weak_compare_exchange.h.
// - std::counting_semaphore of GCC 12 loses a wake-up when two releases meet two sleepers (GCC bug
//   98033), and its timed tries come late. rules/sanitizer.bzl asks for the one on sem_t instead,
//   of all versions; here its release(n) becomes one step, as [thread.sema.cnt] wants it, where the
//   library posts n times, and its timed tries go by the steady clock.
// - std::atomic<std::shared_ptr> unlocks its pointer after a load with a relaxed operation, which
//   orders nothing: ThreadSanitizer rightly reports that, but blames the user. (From GCC 13 on the
//   library tells ThreadSanitizer of that lock, but what the machine does is still not ordered.)
//
// Included before anything of the standard library: first in checker/testing/precompiled.h, and by
// -include in programs of checker/rules/explored.bzl. Another library is left as it is, and so are
// programs in an older C++, which has neither semaphores nor atomic pointers.
//
// Thread safety: the function may be called by any thread.
#ifndef CHECKER_EXPLORE_LIBSTDCXX_STANDARD_LIBRARY_H_
#define CHECKER_EXPLORE_LIBSTDCXX_STANDARD_LIBRARY_H_

#ifdef _GLIBCXX_ATOMIC_BASE_H
#error "the standard library has been included already: it can't be changed any more"
#endif

#include "checker/explore/libstdcxx/weak_compare_exchange.h"

#ifdef __cplusplus
#include <cstddef>  // also for _GLIBCXX_RELEASE

#if defined(_GLIBCXX_RELEASE) && __cplusplus >= 202002L

// What is done below depends on the words of these headers. GCC 16, for one, has no semaphore on
// sem_t any more.
#if _GLIBCXX_RELEASE < 12 || _GLIBCXX_RELEASE > 15
#error "libstdc++ of GCC 12 to 15 is wanted: the schedule explorer doesn't know this one's inside"
#endif
#if !_GLIBCXX_USE_POSIX_SEMAPHORE
#error "-D_GLIBCXX_USE_POSIX_SEMAPHORE=1 is wanted, see checker/rules/sanitizer.bzl"
#endif

// All that the two headers below need comes before them, so that the macros reach nothing else.
// Inner headers come last: they use what outer ones include, in each version something else.
// clang-format off
#include <errno.h>
#include <semaphore.h>
#include <time.h>

#include <atomic>
#include <chrono>
#include <type_traits>
#include <utility>

#include <bits/atomic_timed_wait.h>
#include <bits/shared_ptr.h>
// clang-format on

#if defined(_GLIBCXX_SEMAPHORE_BASE_H) || defined(_SHARED_PTR_ATOMIC_H)
#error "the standard library has included already what should be changed"
#endif

// Posts `*count` times at once and leaves 1 there, for the last turn of the library's loop.
// Returns what sem_post(3) does.
extern "C" int checker_post_all(sem_t* semaphore, std::ptrdiff_t* count);

// Each place that is replaced counts __COUNTER__ up, to show that none was missed: between the two
// readings of it below, itself the third, lie two places.
#define CHECKER_REPLACED static_cast<void>(__COUNTER__)

#define sem_post(semaphore) (CHECKER_REPLACED, checker_post_all(semaphore, &__update))
// A time before the clock's first moment makes no valid timespec. It is past, no more; but the
// library of GCC 15 ends the program for EINVAL.
#define sem_timedwait(semaphore, time)                                       \
  (CHECKER_REPLACED, sem_clockwait(semaphore, CLOCK_MONOTONIC, time) != 0 && \
                         (errno == EINVAL ? errno = ETIMEDOUT : errno) != 0)
#define system_clock steady_clock
namespace checker_libstdcxx {
constexpr int kBeforeSemaphore = __COUNTER__;
}
#include <bits/semaphore_base.h>
#undef system_clock
#undef sem_timedwait
#undef sem_post
static_assert(__COUNTER__ == checker_libstdcxx::kBeforeSemaphore + 3,
              "sem_post or sem_timedwait is elsewhere in this version of libstdc++");
static_assert(std::is_same_v<std::__semaphore_impl, std::__platform_semaphore>);
static_assert(std::is_same_v<std::__platform_semaphore::__clock_t, std::chrono::steady_clock>);

#define fetch_sub(count, order) fetch_sub((CHECKER_REPLACED, count), std::memory_order_release)
namespace checker_libstdcxx {
constexpr int kBeforeSharedPointer = __COUNTER__;
}
#include <bits/shared_ptr_atomic.h>
#undef fetch_sub
static_assert(__COUNTER__ == checker_libstdcxx::kBeforeSharedPointer + 3,
              "std::atomic<std::shared_ptr> unlocks otherwise in this version of libstdc++");

#undef CHECKER_REPLACED

#endif
#endif  // __cplusplus

#endif  // CHECKER_EXPLORE_LIBSTDCXX_STANDARD_LIBRARY_H_

// The standard library as the standard has it. Who rests on what the standard says must not be
// accused of what libstdc++ 12 does otherwise:
//
// - A weak compare-exchange may fail for no reason: weak_compare_exchange.h.
// - std::counting_semaphore loses a wake-up when two releases meet two sleepers (GCC bug 98033),
// and
//   its timed tries come late. rules/sanitizer.bzl asks for the one on sem_t instead; here its
//   release(n) becomes one step, as [thread.sema.cnt] wants it, where the library posts n times.
// - std::atomic<std::shared_ptr> unlocks its pointer after a load with a relaxed operation, which
//   orders nothing: ThreadSanitizer rightly reports that, but blames the user.
//
// Included before anything of the standard library: first in checker/testing/precompiled.h, and by
// -include in programs of checker/rules/explored.bzl. Another library is left as it is.
//
// Thread safety: the function may be called by any thread.
#ifndef CHECKER_EXPLORE_STANDARD_LIBRARY_H_
#define CHECKER_EXPLORE_STANDARD_LIBRARY_H_

#ifdef _GLIBCXX_ATOMIC_BASE_H
#error "the standard library has been included already: it can't be changed any more"
#endif

#include "checker/explore/weak_compare_exchange.h"

#ifdef __cplusplus
#if __has_include(<bits/semaphore_base.h>) && __has_include(<bits/shared_ptr_atomic.h>)

#include <bits/atomic_timed_wait.h>
#include <bits/chrono.h>
#include <bits/shared_ptr.h>
#include <semaphore.h>

#include <atomic>
#include <cstddef>

// Posts `*count` times at once and leaves 1 there, for the last turn of the library's loop.
// Returns what sem_post(3) does.
extern "C" int checker_post_all(sem_t* semaphore, std::ptrdiff_t* count);

#define sem_post(semaphore) checker_post_all(semaphore, &__update)
#define sem_timedwait(semaphore, time) sem_clockwait(semaphore, CLOCK_MONOTONIC, time)
#define system_clock steady_clock
#include <bits/semaphore_base.h>
#undef system_clock
#undef sem_timedwait
#undef sem_post

#define fetch_sub(count, order) fetch_sub(count, std::memory_order_release)
#include <bits/shared_ptr_atomic.h>
#undef fetch_sub

#endif
#endif  // __cplusplus

#endif  // CHECKER_EXPLORE_STANDARD_LIBRARY_H_

// Exercise 4: one loop on several threads.
//
// Thread safety: may be called by any thread, also by several at once, and by a body.
#ifndef CHAPTERS_02_THREADS_PARALLEL_FOR_H_
#define CHAPTERS_02_THREADS_PARALLEL_FOR_H_

#include <cstddef>
#include <functional>

#include "checker/testing/not_written_yet.h"

// Calls body(i) once for each i with begin <= i < end, on one or more threads, in any order, and
// returns when all calls have finished: what they did can be seen then, and nobody uses `body` any
// more. Nothing is called if begin >= end. Any numbers will do, SIZE_MAX among them.
//
// At most `max_threads` of these calls run at once, counting one that the caller's own thread runs;
// 0 stands for std::thread::hardware_concurrency(), or for 1 if that is 0. And so many really can:
// min(max_threads, end - begin) of them can be inside `body` together, and may wait there for each
// other. (That is not promised to a call made by a body, nor while another call is under way.) A
// call makes no more than that many threads, however great `max_threads` is, and none stays behind.
//
// If a body throws, those that have begun still finish, others may be left out, and the exception
// is rethrown to the caller afterwards; if several throw, the one that was caught first. The caller
// never gets an exception for want of threads: if fewer can be made, fewer do the work, if need be
// only the caller. A body may call ParallelFor, to any depth; such a call completes, too.
//
// REQUIRES: `body` is not empty, and may be called by several threads at once.
inline void ParallelFor(std::size_t /*begin*/, std::size_t /*end*/,
                        const std::function<void(std::size_t)>& /*body*/,
                        unsigned /*max_threads*/ = 0) {
  // TODO: share the indices out, run them, wait for all, rethrow.
  checker::NotWrittenYet("Share out by hand, or let each thread take the next index?");
}

#endif  // CHAPTERS_02_THREADS_PARALLEL_FOR_H_

// A fixed number of threads that run whatever they are given; each answer comes in a future.
//
// Thread safety: every method may be called by any thread, tasks included; but a task must not
// destroy its own pool.
#ifndef CHAPTERS_07_QUEUES_THREAD_POOL_H_
#define CHAPTERS_07_QUEUES_THREAD_POOL_H_

#include <cstddef>
#include <future>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "checker/testing/not_written_yet.h"

struct PoolShutDown : std::runtime_error {
  PoolShutDown() : std::runtime_error("the pool is shut down") {}
};

class ThreadPool {
 public:
  // Starts the threads; none at all throws std::invalid_argument.
  explicit ThreadPool(std::size_t threads) {
    // TODO: start the threads, each of which takes tasks until there will be no more.
    static_cast<void>(threads);
    checker::NotWrittenYet("a worker takes a task, runs it without any lock, and comes again");
  }

  // Shuts the pool down as Shutdown() does: what is queued still runs.
  ~ThreadPool() {
    // TODO: shut down and join.
  }

  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  // Queues one call and returns at once. What the call returns or throws arrives in the future.
  // The pool keeps copies (moved, if they may be) of the function and the arguments and passes
  // them on as rvalues, as std::thread does; they die when the task has run, before its worker
  // takes the next one or sleeps. Throws PoolShutDown after a Shutdown.
  template <class F, class... A>
  std::future<std::invoke_result_t<std::decay_t<F>, std::decay_t<A>...>> Submit(F&& function,
                                                                                A&&... arguments) {
    // TODO: make a task and a promise, queue them, wake a worker.
    static_cast<void>(function), (static_cast<void>(arguments), ...);
    checker::NotWrittenYet("an abstract class with a virtual Run can hold any function");
  }

  // From now on Submit throws. What is queued still runs, or with `cancel` is destroyed, and its
  // futures get broken_promise. With `wait` it returns when all threads are joined, to every
  // caller; a worker of this pool gets std::system_error (resource_deadlock_would_occur) instead,
  // and nothing has changed. May be called again.
  void Shutdown(bool wait = true, bool cancel = false) {
    // TODO: close, cancel if asked to, wake the workers, wait if asked to.
    static_cast<void>(wait), static_cast<void>(cancel);
    checker::NotWrittenYet("only one caller may join a thread; the others wait for that caller");
  }
};

#endif  // CHAPTERS_07_QUEUES_THREAD_POOL_H_

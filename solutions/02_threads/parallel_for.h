// One loop on several threads: each takes the next index until there is none left.
//
// Thread safety: may be called by any thread, also by several at once, and by a body.
#ifndef CHAPTERS_02_THREADS_PARALLEL_FOR_H_
#define CHAPTERS_02_THREADS_PARALLEL_FOR_H_

#include <algorithm>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

// What the threads of one call share.
class ParallelLoop {
 public:
  ParallelLoop(std::size_t begin, std::size_t end, const std::function<void(std::size_t)>& body)
      : body_(body), next_(begin), end_(end) {}

  // Calls the body until nothing is left; each thread of the call runs this. Nothing is thrown.
  void Work() {
    while (const std::optional<std::size_t> index = Take()) {
      try {
        body_(*index);
      } catch (...) {
        KeepIfFirst(std::current_exception());
      }
    }
  }

  // To be called when all threads have finished.
  void RethrowError() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  std::optional<std::size_t> Take() {
    std::lock_guard lock(mutex_);
    if (next_ == end_ || error_) return std::nullopt;
    return next_++;  // never beyond end_, so it can't wrap round
  }

  void KeepIfFirst(std::exception_ptr error) {
    std::lock_guard lock(mutex_);
    if (!error_) error_ = std::move(error);
  }

  const std::function<void(std::size_t)>& body_;
  std::mutex mutex_;          // guards all that follows
  std::size_t next_;          // the first index that nobody has taken
  const std::size_t end_;     // > next_ at first
  std::exception_ptr error_;  // the first one that was caught
};

inline void ParallelFor(std::size_t begin, std::size_t end,
                        const std::function<void(std::size_t)>& body, unsigned max_threads = 0) {
  if (begin >= end) return;
  if (max_threads == 0) max_threads = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t threads = std::min<std::size_t>(max_threads, end - begin);
  ParallelLoop loop(begin, end, body);
  {
    std::vector<std::jthread> helpers;
    try {
      // The caller is one of the threads.
      while (helpers.size() + 1 < threads) helpers.emplace_back([&loop] { loop.Work(); });
    } catch (const std::system_error&) {
      // No more threads to be had. Those that are there, and the caller, take what is left.
    }
    loop.Work();
  }  // joins: all that the bodies did has happened before what follows
  loop.RethrowError();
}

#endif  // CHAPTERS_02_THREADS_PARALLEL_FOR_H_

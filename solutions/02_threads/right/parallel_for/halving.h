// Right: a range for several threads is halved, threads and items alike. A new thread takes the
// right half, and halves it in its turn; if there is none to be had, the same thread does both.
#ifndef CHAPTERS_02_THREADS_PARALLEL_FOR_H_
#define CHAPTERS_02_THREADS_PARALLEL_FOR_H_

#include <algorithm>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <system_error>
#include <thread>

class Halving {
 public:
  explicit Halving(const std::function<void(std::size_t)>& body) : body_(body) {}

  // REQUIRES: 1 <= threads <= end - begin.
  void Run(std::size_t begin, std::size_t end, std::size_t threads) {
    if (threads == 1) return RunAlone(begin, end);
    const std::size_t items = end - begin;
    const std::size_t right = threads / 2;
    // As many items for each thread here as there; at least one each.
    const std::size_t middle = end - (items / threads * right + items % threads * right / threads);
    std::thread other;
    try {
      other = std::thread([=, this] { Run(middle, end, right); });
    } catch (const std::system_error&) {
      RunAlone(middle, end);
    }
    Run(begin, middle, threads - right);
    if (other.joinable()) other.join();
  }

  void RethrowError() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  void RunAlone(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i != end; ++i) {
      try {
        body_(i);
      } catch (...) {
        std::lock_guard lock(mutex_);
        if (!error_) error_ = std::current_exception();
      }
    }
  }

  const std::function<void(std::size_t)>& body_;
  std::mutex mutex_;
  std::exception_ptr error_;
};

inline void ParallelFor(std::size_t begin, std::size_t end,
                        const std::function<void(std::size_t)>& body, unsigned max_threads = 0) {
  if (begin >= end) return;
  if (max_threads == 0) max_threads = std::thread::hardware_concurrency();
  Halving halving(body);
  halving.Run(begin, end, std::clamp<std::size_t>(max_threads, 1, end - begin));
  halving.RethrowError();
}

#endif  // CHAPTERS_02_THREADS_PARALLEL_FOR_H_

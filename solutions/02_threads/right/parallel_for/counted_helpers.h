// Right: detached helpers count themselves out, and the caller waits for the count to fall to 0.
// What they share is owned by all of them: the last one may still hold the mutex when the caller
// has gone on.
#ifndef CHAPTERS_02_THREADS_PARALLEL_FOR_H_
#define CHAPTERS_02_THREADS_PARALLEL_FOR_H_

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>

struct CountedLoop {
  void Work() {
    std::unique_lock lock(mutex);
    while (left > 0 && !error) {
      const std::size_t index = end - left--;
      lock.unlock();
      std::exception_ptr thrown = Call(index);
      lock.lock();
      if (!error) error = thrown;
    }
  }

  std::exception_ptr Call(std::size_t index) {
    try {
      (*body)(index);
      return nullptr;
    } catch (...) {
      return std::current_exception();
    }
  }

  void Help() {
    Work();
    std::lock_guard lock(mutex);
    --helpers;
    helper_left.notify_all();
  }

  void WaitForHelpers() {
    std::unique_lock lock(mutex);
    helper_left.wait(lock, [this] { return helpers == 0; });
  }

  const std::function<void(std::size_t)>* body;
  std::size_t end;
  std::mutex mutex;  // guards all that follows
  std::condition_variable helper_left;
  std::size_t left;  // items that nobody has taken
  std::size_t helpers = 0;
  std::exception_ptr error;
};

inline void ParallelFor(std::size_t begin, std::size_t end,
                        const std::function<void(std::size_t)>& body, unsigned max_threads = 0) {
  if (begin >= end) return;
  if (max_threads == 0) max_threads = std::max(1U, std::thread::hardware_concurrency());
  const auto loop = std::make_shared<CountedLoop>();
  loop->body = &body;
  loop->end = end;
  loop->left = end - begin;
  const std::size_t helpers = std::min<std::size_t>(max_threads, end - begin) - 1;
  loop->helpers = helpers;
  std::size_t made = 0;
  try {
    for (; made < helpers; ++made) std::thread([loop] { loop->Help(); }).detach();
  } catch (const std::system_error&) {
    std::lock_guard lock(loop->mutex);
    loop->helpers -= helpers - made;
  }
  loop->Work();
  loop->WaitForHelpers();
  if (loop->error) std::rethrow_exception(loop->error);
}

#endif  // CHAPTERS_02_THREADS_PARALLEL_FOR_H_

// Right: every thread gets its piece before it starts. The first pieces are one longer if the range
// can't be divided; the caller takes the last piece, and those for which there was no thread.
#ifndef CHAPTERS_02_THREADS_PARALLEL_FOR_H_
#define CHAPTERS_02_THREADS_PARALLEL_FOR_H_

#include <algorithm>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

inline void ParallelFor(std::size_t begin, std::size_t end,
                        const std::function<void(std::size_t)>& body, unsigned max_threads = 0) {
  if (begin >= end) return;
  const std::size_t items = end - begin;
  if (max_threads == 0) max_threads = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t pieces = std::min<std::size_t>(max_threads, items);

  std::mutex mutex;
  std::exception_ptr error;
  const auto run_piece = [&](std::size_t from, std::size_t to) {
    try {
      for (std::size_t i = from; i < to; ++i) body(i);
    } catch (...) {
      std::lock_guard lock(mutex);
      if (!error) error = std::current_exception();
    }
  };

  std::vector<std::thread> threads;
  std::size_t from = begin;
  for (std::size_t piece = 0; piece + 1 < pieces; ++piece) {
    const std::size_t to = from + items / pieces + (piece < items % pieces ? 1 : 0);
    try {
      threads.emplace_back(run_piece, from, to);
    } catch (const std::system_error&) {
      break;
    }
    from = to;
  }
  run_piece(from, end);
  for (std::thread& thread : threads) thread.join();
  if (error) std::rethrow_exception(error);
}

#endif  // CHAPTERS_02_THREADS_PARALLEL_FOR_H_

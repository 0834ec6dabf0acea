// Right: the next index is an atomic that is raised by compare-exchange, and the exception belongs
// to whoever is the first to set a flag.
#ifndef CHAPTERS_02_THREADS_PARALLEL_FOR_H_
#define CHAPTERS_02_THREADS_PARALLEL_FOR_H_

#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <system_error>
#include <thread>
#include <vector>

inline void ParallelFor(std::size_t begin, std::size_t end,
                        const std::function<void(std::size_t)>& body, unsigned max_threads = 0) {
  if (end <= begin) return;
  std::size_t wanted = max_threads != 0 ? max_threads : std::thread::hardware_concurrency();
  if (wanted == 0) wanted = 1;
  if (wanted > end - begin) wanted = end - begin;

  std::atomic<std::size_t> next{begin};
  std::atomic<bool> failed{false};
  std::exception_ptr error;  // written by the one who set `failed`, read after the join
  const auto work = [&] {
    std::size_t index = next.load();
    while (index < end && !failed.load()) {
      if (!next.compare_exchange_weak(index, index + 1)) continue;  // `index` is the new one
      try {
        body(index);
      } catch (...) {
        if (!failed.exchange(true)) error = std::current_exception();
      }
      index = next.load();
    }
  };

  {
    std::vector<std::jthread> team;
    team.reserve(wanted);
    for (std::size_t i = 1; i < wanted; ++i) {
      try {
        team.emplace_back(work);
      } catch (const std::system_error&) {
        break;
      }
    }
    work();
  }
  if (error) std::rethrow_exception(error);
}

#endif  // CHAPTERS_02_THREADS_PARALLEL_FOR_H_

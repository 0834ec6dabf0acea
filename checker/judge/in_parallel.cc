#include "checker/judge/in_parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace checker {

void InParallel(std::size_t count, int jobs, const std::function<bool(std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> stopped = false;
  const auto run = [&] {
    for (std::size_t i; !stopped && (i = next++) < count;) {
      if (!work(i)) stopped = true;
    }
  };
  const std::size_t others =
      std::min<std::size_t>(std::max(jobs, 1), std::max<std::size_t>(count, 1)) - 1;
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < others; ++i) threads.emplace_back(run);
  run();
}

}  // namespace checker

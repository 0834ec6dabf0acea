// Work on a list by several threads.
//
// Thread safety: may be called by any thread.
#ifndef CHECKER_JUDGE_IN_PARALLEL_H_
#define CHECKER_JUDGE_IN_PARALLEL_H_

#include <cstddef>
#include <functional>

namespace checker {

// Calls `work` with 0 to `count` - 1, begun in this order, by up to `jobs` threads at a time, until
// a call returns false; calls that are under way then are waited for. `work` must not throw.
void InParallel(std::size_t count, int jobs, const std::function<bool(std::size_t)>& work);

}  // namespace checker

#endif  // CHECKER_JUDGE_IN_PARALLEL_H_

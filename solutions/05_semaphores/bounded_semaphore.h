// A semaphore that never holds more permits than it started with.
//
// Thread safety: every function may be called by any thread.
#ifndef CHAPTERS_05_SEMAPHORES_BOUNDED_SEMAPHORE_H_
#define CHAPTERS_05_SEMAPHORES_BOUNDED_SEMAPHORE_H_

#include <chrono>
#include <cstddef>
#include <mutex>
#include <stdexcept>

#include "semaphore.h"

// A member and not a public base: through a Semaphore& anybody could call the release that knows no
// bound.
class BoundedSemaphore {
 public:
  explicit BoundedSemaphore(std::ptrdiff_t initial = 1) : initial_(initial), permits_(initial) {}

  void acquire() { permits_.acquire(); }
  bool try_acquire() { return permits_.try_acquire(); }

  template <class Rep, class Period>
  bool try_acquire_for(std::chrono::duration<Rep, Period> limit) {
    return permits_.try_acquire_for(limit);
  }
  bool try_acquire_until(std::chrono::steady_clock::time_point deadline) {
    return permits_.try_acquire_until(deadline);
  }

  void release(std::ptrdiff_t n = 1) {
    if (n < 1) throw std::invalid_argument("at least one permit must be released");
    // Only a release raises the value, and releases go one at a time: between the check and the
    // change the value can but fall, and what was allowed stays allowed.
    std::lock_guard lock(releasing_);
    // A difference, not value + n: that sum may be more than a number can hold.
    if (n > initial_ - permits_.value()) throw std::logic_error("released more often than taken");
    permits_.release(n);
  }

  std::ptrdiff_t value() const { return permits_.value(); }
  std::ptrdiff_t initial() const { return initial_; }

 private:
  const std::ptrdiff_t initial_;
  Semaphore permits_;
  std::mutex releasing_;
};

#endif  // CHAPTERS_05_SEMAPHORES_BOUNDED_SEMAPHORE_H_

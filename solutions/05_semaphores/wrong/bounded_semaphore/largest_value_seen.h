// WRONG: takes for the bound the largest value it has seen when somebody came for a permit.
// Two who come together both find one permit less, and one of them can't give his back.
#ifndef CHAPTERS_05_SEMAPHORES_BOUNDED_SEMAPHORE_H_
#define CHAPTERS_05_SEMAPHORES_BOUNDED_SEMAPHORE_H_

#include <algorithm>
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

  void acquire() {
    permits_.acquire();
    NoteLargest();
  }
  bool try_acquire() { return permits_.try_acquire() && NoteLargest(); }

  template <class Rep, class Period>
  bool try_acquire_for(std::chrono::duration<Rep, Period> limit) {
    return permits_.try_acquire_for(limit) && NoteLargest();
  }
  bool try_acquire_until(std::chrono::steady_clock::time_point deadline) {
    return permits_.try_acquire_until(deadline) && NoteLargest();
  }

  void release(std::ptrdiff_t n = 1) {
    if (n < 1) throw std::invalid_argument("at least one permit must be released");
    std::lock_guard lock(releasing_);
    if (n > largest_ - permits_.value()) throw std::logic_error("released more often than taken");
    permits_.release(n);
  }

  std::ptrdiff_t value() const { return permits_.value(); }
  std::ptrdiff_t initial() const { return initial_; }

 private:
  // With the permit that was just taken. Always true.
  bool NoteLargest() {
    std::lock_guard lock(releasing_);
    largest_ = std::max(largest_, permits_.value() + 1);
    return true;
  }

  const std::ptrdiff_t initial_;
  std::ptrdiff_t largest_ = 0;
  Semaphore permits_;
  std::mutex releasing_;
};

#endif  // CHAPTERS_05_SEMAPHORES_BOUNDED_SEMAPHORE_H_

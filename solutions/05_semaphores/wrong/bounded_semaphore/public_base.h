// WRONG: is a Semaphore in public, whose release is not virtual.
// Whoever holds a Semaphore& to it calls the release that knows no bound.
#ifndef CHAPTERS_05_SEMAPHORES_BOUNDED_SEMAPHORE_H_
#define CHAPTERS_05_SEMAPHORES_BOUNDED_SEMAPHORE_H_

#include <cstddef>
#include <mutex>
#include <stdexcept>

#include "semaphore.h"

class BoundedSemaphore : public Semaphore {
 public:
  explicit BoundedSemaphore(std::ptrdiff_t initial = 1) : Semaphore(initial), initial_(initial) {}

  void release(std::ptrdiff_t n = 1) {
    if (n < 1) throw std::invalid_argument("at least one permit must be released");
    // Only a release raises the value, and releases go one at a time: between the check and the
    // change the value can but fall, and what was allowed stays allowed.
    std::lock_guard lock(releasing_);
    // A difference, not value + n: that sum may be more than a number can hold.
    if (n > initial_ - value()) throw std::logic_error("released more often than taken");
    Semaphore::release(n);
  }

  std::ptrdiff_t initial() const { return initial_; }

 private:
  const std::ptrdiff_t initial_;
  std::mutex releasing_;
};

#endif  // CHAPTERS_05_SEMAPHORES_BOUNDED_SEMAPHORE_H_

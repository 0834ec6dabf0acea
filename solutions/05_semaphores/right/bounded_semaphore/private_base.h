// RIGHT: a Semaphore in private; what may be used of it is named, and release is replaced.
// From outside there is no conversion to Semaphore&.
#ifndef CHAPTERS_05_SEMAPHORES_BOUNDED_SEMAPHORE_H_
#define CHAPTERS_05_SEMAPHORES_BOUNDED_SEMAPHORE_H_

#include <cstddef>
#include <mutex>
#include <stdexcept>

#include "semaphore.h"

class BoundedSemaphore : private Semaphore {
 public:
  explicit BoundedSemaphore(std::ptrdiff_t initial = 1) : Semaphore(initial), initial_(initial) {}

  using Semaphore::acquire;
  using Semaphore::try_acquire;
  using Semaphore::try_acquire_for;
  using Semaphore::try_acquire_until;
  using Semaphore::value;

  void release(std::ptrdiff_t n = 1) {
    if (n < 1) throw std::invalid_argument("at least one permit must be released");
    std::lock_guard lock(releasing_);
    if (n > initial_ - value()) throw std::logic_error("released more often than taken");
    Semaphore::release(n);
  }

  std::ptrdiff_t initial() const { return initial_; }

 private:
  const std::ptrdiff_t initial_;
  std::mutex releasing_;
};

#endif  // CHAPTERS_05_SEMAPHORES_BOUNDED_SEMAPHORE_H_

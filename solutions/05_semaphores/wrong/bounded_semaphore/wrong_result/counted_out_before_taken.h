// WRONG: a permit counts as out before it is taken.
// Who waits for one makes room for a permit too many: there will be two for a bound of one.
#ifndef CHAPTERS_05_SEMAPHORES_BOUNDED_SEMAPHORE_H_
#define CHAPTERS_05_SEMAPHORES_BOUNDED_SEMAPHORE_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <stdexcept>

#include "semaphore.h"

class BoundedSemaphore {
 public:
  explicit BoundedSemaphore(std::ptrdiff_t initial = 1) : initial_(initial), permits_(initial) {}

  void acquire() {
    ++out_;
    permits_.acquire();
  }
  bool try_acquire() {
    ++out_;
    return StaysOut(permits_.try_acquire());
  }

  template <class Rep, class Period>
  bool try_acquire_for(std::chrono::duration<Rep, Period> limit) {
    ++out_;
    return StaysOut(permits_.try_acquire_for(limit));
  }
  bool try_acquire_until(std::chrono::steady_clock::time_point deadline) {
    ++out_;
    return StaysOut(permits_.try_acquire_until(deadline));
  }

  void release(std::ptrdiff_t n = 1) {
    if (n < 1) throw std::invalid_argument("at least one permit must be released");
    std::ptrdiff_t seen = out_.load();
    do {
      if (n > seen) throw std::logic_error("released more often than taken");
    } while (!out_.compare_exchange_weak(seen, seen - n));
    permits_.release(n);
  }

  std::ptrdiff_t value() const { return permits_.value(); }
  std::ptrdiff_t initial() const { return initial_; }

 private:
  bool StaysOut(bool taken) {
    if (!taken) --out_;
    return taken;
  }

  const std::ptrdiff_t initial_;
  Semaphore permits_;
  std::atomic<std::ptrdiff_t> out_ = 0;  // permits that are out
};

#endif  // CHAPTERS_05_SEMAPHORES_BOUNDED_SEMAPHORE_H_

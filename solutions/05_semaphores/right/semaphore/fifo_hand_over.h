// RIGHT: a queue of waiters, each with a condition of its own; release hands the permit to the
// first of them, so the count is above 0 only when nobody waits.
#ifndef CHAPTERS_05_SEMAPHORES_SEMAPHORE_H_
#define CHAPTERS_05_SEMAPHORES_SEMAPHORE_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <limits>
#include <list>
#include <mutex>
#include <stdexcept>

class Semaphore {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Semaphore(std::ptrdiff_t initial = 1) : count_(initial) {
    if (initial < 0) throw std::invalid_argument("a semaphore can't start below 0");
  }
  Semaphore(const Semaphore&) = delete;
  Semaphore& operator=(const Semaphore&) = delete;

  void acquire() {
    std::unique_lock lock(mutex_);
    if (TakeFree()) return;
    Waiter self;
    queue_.push_back(&self);
    self.granted.wait(lock, [&] { return self.has_permit; });
  }

  bool try_acquire() {
    std::lock_guard lock(mutex_);
    return TakeFree();
  }

  template <class Rep, class Period>
  bool try_acquire_for(std::chrono::duration<Rep, Period> limit) {
    const std::chrono::duration<double> seconds = limit;
    if (!(seconds > seconds.zero())) return try_acquire();
    if (seconds >= std::chrono::hours(24 * 365 * 100)) return acquire(), true;
    return try_acquire_until(Clock::now() + std::chrono::ceil<Clock::duration>(limit));
  }

  bool try_acquire_until(Clock::time_point deadline) {
    std::unique_lock lock(mutex_);
    if (TakeFree()) return true;
    Waiter self;
    queue_.push_back(&self);
    if (self.granted.wait_until(lock, deadline, [&] { return self.has_permit; })) return true;
    queue_.remove(&self);
    return false;
  }

  void release(std::ptrdiff_t n = 1) {
    if (n < 1) throw std::invalid_argument("at least one permit must be released");
    std::lock_guard lock(mutex_);
    if (n > std::numeric_limits<std::ptrdiff_t>::max() - count_) {
      throw std::overflow_error("more permits than can be counted");
    }
    for (; n > 0 && !queue_.empty(); --n) {
      Waiter& first = *queue_.front();
      queue_.pop_front();
      first.has_permit = true;
      first.granted.notify_one();  // under the lock: the waiter may be gone right after it
    }
    count_ += n;
  }

  std::ptrdiff_t value() const {
    std::lock_guard lock(mutex_);
    return count_;
  }

 private:
  struct Waiter {
    std::condition_variable granted;
    bool has_permit = false;
  };

  bool TakeFree() {
    if (count_ == 0) return false;
    --count_;
    return true;
  }

  mutable std::mutex mutex_;
  std::ptrdiff_t count_;      // guarded by mutex_
  std::list<Waiter*> queue_;  // guarded by mutex_; empty while count_ > 0
};

class SemaphoreGuard {
 public:
  explicit SemaphoreGuard(Semaphore& semaphore) : semaphore_(semaphore) { semaphore_.acquire(); }
  ~SemaphoreGuard() { semaphore_.release(); }
  SemaphoreGuard(const SemaphoreGuard&) = delete;
  SemaphoreGuard& operator=(const SemaphoreGuard&) = delete;

 private:
  Semaphore& semaphore_;
};

#endif  // CHAPTERS_05_SEMAPHORES_SEMAPHORE_H_

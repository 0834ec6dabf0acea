// A fork: one permit, given to those who wait in the order in which they came.
//
// Given, complete. Who puts a fork down hands it to the first in the queue; somebody who comes by
// at that moment, even the one who put it down, has to queue up behind.
//
// Thread safety: every function may be called by any thread.
#ifndef CHAPTERS_05_SEMAPHORES_FAIR_FORK_H_
#define CHAPTERS_05_SEMAPHORES_FAIR_FORK_H_

#include <condition_variable>
#include <cstdint>
#include <mutex>

class FairFork {
 public:
  FairFork() = default;
  FairFork(const FairFork&) = delete;
  FairFork& operator=(const FairFork&) = delete;

  // Waits for its turn and takes the fork.
  void acquire() {
    std::unique_lock lock(mutex_);
    const std::uint64_t mine = next_ticket_++;
    served_.wait(lock, [&] { return mine == now_serving_; });
  }

  // Takes the fork if it lies on the table and nobody waits for it; never waits.
  bool try_acquire() {
    std::lock_guard lock(mutex_);
    if (next_ticket_ != now_serving_) return false;
    ++next_ticket_;
    return true;
  }

  // Puts the fork down: whoever has waited longest holds it from this moment on.
  // REQUIRES: the fork is held.
  void release() {
    std::lock_guard lock(mutex_);
    ++now_serving_;
    served_.notify_all();  // each has a ticket of its own: only one of them can go on
  }

 private:
  std::mutex mutex_;
  std::condition_variable served_;
  std::uint64_t next_ticket_ = 0;  // guarded by mutex_
  std::uint64_t now_serving_ = 0;  // guarded by mutex_; equal to next_ticket_: the fork is free
};

#endif  // CHAPTERS_05_SEMAPHORES_FAIR_FORK_H_

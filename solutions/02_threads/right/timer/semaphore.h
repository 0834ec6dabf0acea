// Right: the timer tries to get a permit until its time is over; Cancel gives one. A single
// exchange decides: the first one to have it wins, whatever the other sees afterwards.
#ifndef CHAPTERS_02_THREADS_TIMER_H_
#define CHAPTERS_02_THREADS_TIMER_H_

#include <atomic>
#include <chrono>
#include <functional>
#include <semaphore>
#include <utility>

#include "thread.h"

class Timer : public Thread {
 public:
  Timer(Duration interval, std::function<void()> function)
      : Thread(std::move(function)), interval_(interval) {}

  bool Cancel() {
    int undecided = kUndecided;
    if (!decision_.compare_exchange_strong(undecided, kNever)) return undecided == kNever;
    permit_.release();
    return true;
  }

  void Run() override {
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    if (interval_ >= Clock::time_point::max() - start) {
      permit_.acquire();
    } else {
      const auto deadline = start + interval_;
      while (Clock::now() < deadline && !permit_.try_acquire_until(deadline)) {
      }
    }
    int undecided = kUndecided;
    if (decision_.compare_exchange_strong(undecided, kNow)) Thread::Run();
  }

 private:
  static constexpr int kUndecided = 0, kNow = 1, kNever = 2;

  const Duration interval_;
  std::atomic<int> decision_ = kUndecided;
  std::binary_semaphore permit_{0};
};

#endif  // CHAPTERS_02_THREADS_TIMER_H_

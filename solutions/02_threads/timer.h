// A function that runs later, unless it is cancelled first, as Python's Timer.
//
// Thread safety: every function may be called by any thread, Cancel also by the timer's function.
#ifndef CHAPTERS_02_THREADS_TIMER_H_
#define CHAPTERS_02_THREADS_TIMER_H_

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <utility>

#include "thread.h"

class Timer : public Thread {
 public:
  Timer(Duration interval, std::function<void()> function)
      : Thread(std::move(function)), interval_(interval) {}

  bool Cancel() {
    std::lock_guard lock(mutex_);
    if (state_ == State::kFired) return false;
    state_ = State::kCancelled;
    cancelled_.notify_all();
    return true;
  }

  void Run() override {
    if (MayFire()) Thread::Run();  // without the mutex: the function may call Cancel
  }

 private:
  // How it ends is decided once, under the mutex, by whoever comes first.
  enum class State { kWaiting, kFired, kCancelled };

  // Waits, and takes the step from waiting to fired, unless Cancel was first.
  bool MayFire() {
    std::unique_lock lock(mutex_);
    WaitForCancelOrDeadline(lock);
    if (state_ == State::kCancelled) return false;
    state_ = State::kFired;
    return true;
  }

  void WaitForCancelOrDeadline(std::unique_lock<std::mutex>& lock) {
    using Clock = std::chrono::steady_clock;
    const auto cancelled = [this] { return state_ == State::kCancelled; };
    const Clock::time_point now = Clock::now();
    if (interval_ < Clock::time_point::max() - now) {
      cancelled_.wait_until(lock, now + interval_, cancelled);
    } else {
      cancelled_.wait(lock, cancelled);  // now + interval_ would overflow: never
    }
  }

  const Duration interval_;
  std::mutex mutex_;
  std::condition_variable cancelled_;
  State state_ = State::kWaiting;  // guarded by mutex_
};

#endif  // CHAPTERS_02_THREADS_TIMER_H_

// Right: who takes the state out of `waiting` decides, by compare-exchange. What the timer sleeps
// on is another thing, an event that says no more than "look again".
#ifndef CHAPTERS_02_THREADS_TIMER_H_
#define CHAPTERS_02_THREADS_TIMER_H_

#include <atomic>
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
    State seen = State::kWaiting;
    const bool first = state_.compare_exchange_strong(seen, State::kCancelled);
    if (first) Wake();
    return first || seen == State::kCancelled;
  }

  void Run() override {
    Sleep();
    State seen = State::kWaiting;
    if (state_.compare_exchange_strong(seen, State::kFired)) Thread::Run();
  }

 private:
  enum class State { kWaiting, kFired, kCancelled };

  void Wake() {
    {
      std::lock_guard lock(mutex_);
      woken_ = true;
    }
    wake_up_.notify_one();  // whoever calls holds a handle: the object is there
  }

  void Sleep() {
    const auto now = std::chrono::steady_clock::now();
    std::unique_lock lock(mutex_);
    if (interval_ > now.max() - now) {
      while (!woken_) wake_up_.wait(lock);
      return;
    }
    const auto deadline = now + interval_;
    while (!woken_ && std::chrono::steady_clock::now() < deadline) {
      wake_up_.wait_until(lock, deadline);
    }
  }

  const Duration interval_;
  std::atomic<State> state_ = State::kWaiting;
  std::mutex mutex_;
  std::condition_variable wake_up_;
  bool woken_ = false;
};

#endif  // CHAPTERS_02_THREADS_TIMER_H_

// Right: Cancel requests a stop, and the library's wait for a stop token, which ends with a
// request, with the time or for no reason, does the waking. The mutex decides.
#ifndef CHAPTERS_02_THREADS_TIMER_H_
#define CHAPTERS_02_THREADS_TIMER_H_

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <utility>

#include "thread.h"

class Timer : public Thread {
 public:
  Timer(Duration interval, std::function<void()> function)
      : Thread(std::move(function)), interval_(interval) {}

  bool Cancel() {
    std::unique_lock lock(mutex_);
    if (begun_) return false;
    may_fire_ = false;
    lock.unlock();
    stop_.request_stop();
    return true;
  }

  void Run() override {
    std::unique_lock lock(mutex_);
    const auto never_early = [] { return false; };
    const auto now = std::chrono::steady_clock::now();
    if (interval_ < std::chrono::steady_clock::time_point::max() - now) {
      sleeper_.wait_until(lock, stop_.get_token(), now + interval_, never_early);
    } else {
      sleeper_.wait(lock, stop_.get_token(), never_early);
    }
    begun_ = may_fire_;
    lock.unlock();
    if (begun_) Thread::Run();  // only this thread writes it
  }

 private:
  const Duration interval_;
  std::stop_source stop_;
  std::condition_variable_any sleeper_;
  std::mutex mutex_;  // guards what follows
  bool may_fire_ = true;
  bool begun_ = false;
};

#endif  // CHAPTERS_02_THREADS_TIMER_H_

// Wrong: the checker sleeps 10 ms at a time and looks whether it is over. It ends at once, or
// nearly so, and never rests.
#ifndef CHAPTERS_06_EVENTS_SERVICE_READY_H_
#define CHAPTERS_06_EVENTS_SERVICE_READY_H_

#include <atomic>
#include <chrono>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>

#include "condition.h"

struct ServiceLost : std::exception {
  const char* what() const noexcept override { return "the service was lost"; }
};

class ServiceGate {
 public:
  struct Options {
    Duration retry_every;
    int max_probes;
    Duration log_every = std::chrono::seconds(2);
  };

  ServiceGate(std::function<bool()> probe, Options options, std::function<void(int worker)> log)
      : probe_(std::move(probe)), options_(options), log_(std::move(log)) {
    if (options.max_probes < 1 || options.log_every <= Duration::zero()) {
      throw std::invalid_argument("at least one probe, and some time between two lines");
    }
  }

  void RunChecker() {
    try {
      while (ProbeUntilItAnswers() && KeepOpenUntilLost()) {
      }
    } catch (...) {  // from probe_
      Cancel();
      throw;
    }
    Cancel();
  }

  template <class Conn>
  std::optional<Conn> Connect(int worker, std::function<Conn()> connect) {
    int tried = 0;  // the last period that this call has connected in
    while (const std::optional<int> period = WaitForPeriodAfter(tried, worker)) {
      try {
        return connect();
      } catch (const ServiceLost&) {
        tried = *period;
        ReportLost(tried);
      }
    }
    return std::nullopt;
  }

  void Cancel() {
    std::lock_guard lock(changed_);
    ended_ = true;
    changed_.notify_all();
  }

 private:
  // False if it is over: given up, or cancelled.
  bool ProbeUntilItAnswers() {
    for (int failures = 0; failures < options_.max_probes; ++failures) {
      if (failures > 0 && Pause()) return false;
      if (probe_()) return Open();
    }
    return false;
  }

  // True if it was cut short because all is over.
  bool Pause() {
    const TimePoint end = Later(std::chrono::steady_clock::now(), options_.retry_every);
    while (!ended_ && std::chrono::steady_clock::now() < end) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return ended_;
  }

  bool Open() {
    std::lock_guard lock(changed_);
    if (ended_) return false;
    ++period_;
    open_ = true;
    changed_.notify_all();
    return true;
  }

  bool KeepOpenUntilLost() {
    std::lock_guard lock(changed_);
    changed_.wait([this] { return ended_ || !open_; });
    return !ended_;
  }

  void ReportLost(int period) {
    std::lock_guard lock(changed_);
    // Another worker may have reported this period already, and a new one may have begun.
    if (period != period_ || !open_) return;
    open_ = false;
    changed_.notify_all();
  }

  // Nothing if it is over.
  std::optional<int> WaitForPeriodAfter(int tried, int worker) {
    std::unique_lock lock(changed_);
    TimePoint next_line = Later(std::chrono::steady_clock::now(), options_.log_every);
    while (!changed_.wait_for(next_line - std::chrono::steady_clock::now(),
                              [&] { return ended_ || (open_ && period_ > tried); })) {
      lock.unlock();
      log_(worker);
      lock.lock();
      // From the last line's time, not from now: the wait for the lock must not add up.
      next_line = Later(next_line, options_.log_every);
    }
    return ended_ ? std::nullopt : std::optional(period_);
  }

  static TimePoint Later(TimePoint start, Duration duration) {
    return duration > TimePoint::max() - start ? TimePoint::max() : start + duration;
  }

  const std::function<bool()> probe_;
  const Options options_;
  const std::function<void(int)> log_;

  Condition<> changed_;  // its lock guards what follows
  bool open_ = false;
  std::atomic<bool> ended_{false};
  int period_ = 0;  // how often the gate was opened
};

#endif  // CHAPTERS_06_EVENTS_SERVICE_READY_H_

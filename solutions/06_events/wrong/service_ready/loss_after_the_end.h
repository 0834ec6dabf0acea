// Wrong: shut, open and over are one state, and a loss that is reported when all is over turns it
// back into "shut".
#ifndef CHAPTERS_06_EVENTS_SERVICE_READY_H_
#define CHAPTERS_06_EVENTS_SERVICE_READY_H_

#include <chrono>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
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
    state_ = State::kOver;
    changed_.notify_all();
  }

 private:
  enum class State { kShut, kOpen, kOver };

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
    std::lock_guard lock(changed_);
    return changed_.wait_for(options_.retry_every, [this] { return state_ == State::kOver; });
  }

  bool Open() {
    std::lock_guard lock(changed_);
    if (state_ == State::kOver) return false;
    ++period_;
    state_ = State::kOpen;
    changed_.notify_all();
    return true;
  }

  bool KeepOpenUntilLost() {
    std::lock_guard lock(changed_);
    changed_.wait([this] { return state_ != State::kOpen; });
    return state_ != State::kOver;
  }

  void ReportLost(int period) {
    std::lock_guard lock(changed_);
    // Another worker may have reported this period already, and a new one may have begun.
    if (period != period_) return;
    state_ = State::kShut;
    changed_.notify_all();
  }

  // Nothing if it is over.
  std::optional<int> WaitForPeriodAfter(int tried, int worker) {
    std::unique_lock lock(changed_);
    TimePoint next_line = Later(std::chrono::steady_clock::now(), options_.log_every);
    while (!changed_.wait_for(next_line - std::chrono::steady_clock::now(),
                              [&] { return state_ == State::kOver || IsOpenAfter(tried); })) {
      lock.unlock();
      log_(worker);
      lock.lock();
      // From the last line's time, not from now: the wait for the lock must not add up.
      next_line = Later(next_line, options_.log_every);
    }
    return state_ == State::kOver ? std::nullopt : std::optional(period_);
  }

  bool IsOpenAfter(int tried) const { return state_ == State::kOpen && period_ > tried; }

  static TimePoint Later(TimePoint start, Duration duration) {
    return duration > TimePoint::max() - start ? TimePoint::max() : start + duration;
  }

  const std::function<bool()> probe_;
  const Options options_;
  const std::function<void(int)> log_;

  Condition<> changed_;  // its lock guards what follows
  State state_ = State::kShut;
  int period_ = 0;  // how often the gate was opened
};

#endif  // CHAPTERS_06_EVENTS_SERVICE_READY_H_

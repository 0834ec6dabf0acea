// Right: an event for the gate, another that wakes the checker, and a mutex that guards the number
// of the period. At the end the gate's event goes up for good, and the flag beside it says why.
#ifndef CHAPTERS_06_EVENTS_SERVICE_READY_H_
#define CHAPTERS_06_EVENTS_SERVICE_READY_H_

#include <chrono>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>

#include "event.h"

struct ServiceLost : std::exception {};

class ServiceGate {
 public:
  struct Options {
    Duration retry_every;
    int max_probes;
    Duration log_every = std::chrono::seconds(2);
  };

  ServiceGate(std::function<bool()> probe, Options options, std::function<void(int worker)> log)
      : probe_(std::move(probe)), options_(options), log_(std::move(log)) {}

  void RunChecker() {
    struct AtTheEnd {
      ServiceGate* gate;
      ~AtTheEnd() { gate->Cancel(); }
    } at_the_end{this};
    while (ProbeUntilItAnswers() && Open() && SleepUntilLost()) {
    }
  }

  template <class Conn>
  std::optional<Conn> Connect(int worker, std::function<Conn()> connect) {
    for (int tried = 0;;) {
      const int period = WaitForPeriodAfter(tried, worker);
      if (period == kEnded) return std::nullopt;
      try {
        return connect();
      } catch (const ServiceLost&) {
        tried = period;
        ReportLost(period);
      }
    }
  }

  void Cancel() {
    std::lock_guard lock(mutex_);
    ended_ = true;
    gate_.set();
    wake_checker_.set();
  }

 private:
  static constexpr int kEnded = -1;

  bool ProbeUntilItAnswers() {
    for (int failures = 0; failures < options_.max_probes; ++failures) {
      // While the gate is shut only the end wakes the checker.
      if (failures > 0 && wake_checker_.wait_for(options_.retry_every)) return false;
      if (probe_()) return true;
    }
    return false;
  }

  bool Open() {
    std::lock_guard lock(mutex_);
    if (ended_) return false;
    ++period_;
    gate_.set();
    return true;
  }

  bool SleepUntilLost() {
    wake_checker_.wait();
    std::lock_guard lock(mutex_);
    if (!ended_) wake_checker_.clear();
    return !ended_;
  }

  void ReportLost(int period) {
    std::lock_guard lock(mutex_);
    if (ended_ || period != period_ || !gate_.is_set()) return;
    gate_.clear();
    // A pulse would do for a checker who waits already, but he may only be on his way.
    wake_checker_.set();
  }

  int WaitForPeriodAfter(int tried, int worker) {
    TimePoint next_line = Later(std::chrono::steady_clock::now());
    for (;;) {
      const bool let_go = gate_.wait_until(next_line);
      const int period = PeriodNow();
      if (period == kEnded || period > tried) return period;
      if (let_go) continue;
      log_(worker);
      next_line = Later(next_line);
    }
  }

  // kEnded, or the number of the period, or 0 while the gate is shut.
  int PeriodNow() const {
    std::lock_guard lock(mutex_);
    if (ended_) return kEnded;
    return gate_.is_set() ? period_ : 0;
  }

  TimePoint Later(TimePoint start) const {
    const bool never = options_.log_every > TimePoint::max() - start;
    return never ? TimePoint::max() : start + options_.log_every;
  }

  const std::function<bool()> probe_;
  const Options options_;
  const std::function<void(int)> log_;

  mutable std::mutex mutex_;  // guards the two numbers and every change of the events
  bool ended_ = false;
  int period_ = 0;
  Event gate_;
  Event wake_checker_;
};

#endif  // CHAPTERS_06_EVENTS_SERVICE_READY_H_

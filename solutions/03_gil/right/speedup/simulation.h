// Right: a discrete-event simulation. No threads and no clock: a queue of what happens when, and
// functions that say what happens next.
#ifndef SOLUTIONS_03_GIL_SPEEDUP_H_
#define SOLUTIONS_03_GIL_SPEEDUP_H_

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "machine.h"

using Time = std::chrono::nanoseconds;
using Then = std::function<void()>;

// What happens when, in order of time; at the same time, in the order in which it was put in.
class Agenda {
 public:
  Time now() const { return now_; }
  void After(Time delay, Then then) { events_.emplace(now_ + delay, std::move(then)); }
  void RunAll() {
    while (!events_.empty()) {
      auto event = events_.extract(events_.begin());
      now_ = event.key();
      event.mapped()();
    }
  }

 private:
  Time now_{};
  std::multimap<Time, Then> events_;
};

class Cores {
 public:
  Cores(Agenda& agenda, int count) : agenda_(agenda), free_(count) {}

  void Burn(Time duration, Then then) {
    if (duration <= Time::zero()) return then();
    waiting_.emplace_back(duration, std::move(then));
    Begin();
  }

 private:
  void Begin() {
    if (free_ == 0 || waiting_.empty()) return;
    --free_;
    auto [duration, then] = std::move(waiting_.front());
    waiting_.pop_front();
    agenda_.After(duration, [this, then] {
      ++free_;
      Begin();
      then();
    });
  }

  Agenda& agenda_;
  int free_;
  std::deque<std::pair<Time, Then>> waiting_;
};

// The GIL of the lesson; who waits longest comes next.
class SimulatedGil {
 public:
  SimulatedGil(Agenda& agenda, Time interval) : agenda_(agenda), interval_(interval) {}

  bool drop_requested() const { return requested_; }
  std::uint64_t switches() const { return switches_; }

  // Calls then(whether it is a switch) when `task` has it.
  void Acquire(std::size_t task, std::function<void(bool)> then) {
    const std::uint64_t ticket = next_ticket_++;
    waiting_.push_back({ticket, task, std::move(then)});
    if (held_) {
      Ask(ticket, switches_);
    } else {
      HandOver();
    }
  }

  void Release() {
    held_ = false;
    if (!waiting_.empty()) HandOver();
  }

 private:
  struct Waiter {
    std::uint64_t ticket;
    std::size_t task;
    std::function<void(bool)> then;
  };

  void Ask(std::uint64_t ticket, std::uint64_t seen) {
    agenda_.After(interval_, [this, ticket, seen] {
      const auto same = [&](const Waiter& waiter) { return waiter.ticket == ticket; };
      if (std::none_of(waiting_.begin(), waiting_.end(), same)) return;
      if (switches_ == seen) requested_ = true;
      Ask(ticket, switches_);
    });
  }

  void HandOver() {
    Waiter next = std::move(waiting_.front());
    waiting_.pop_front();
    const bool is_switch = had_ && last_ != next.task;
    switches_ += is_switch;
    held_ = had_ = true;
    last_ = next.task;
    requested_ = false;
    agenda_.After(Time::zero(), [then = std::move(next.then), is_switch] { then(is_switch); });
  }

  Agenda& agenda_;
  const Time interval_;
  bool held_ = false;
  bool had_ = false;  // anybody, ever
  std::size_t last_ = 0;
  bool requested_ = false;
  std::uint64_t switches_ = 0;
  std::uint64_t next_ticket_ = 0;
  std::deque<Waiter> waiting_;
};

class Simulation {
 public:
  Simulation(Backend backend, const std::vector<Task>& tasks, int cores, const Costs& costs)
      : tasks_(tasks), costs_(costs), cores_(agenda_, cores) {
    const std::size_t all = backend == Backend::kProcesses ? tasks.size() : 1;
    for (std::size_t i = 0; backend != Backend::kFreeThreads && i < all; ++i) {
      gils_.emplace_back(agenda_, costs.interval);
    }
    report_.finished.resize(tasks.size());
    const Time start = backend == Backend::kProcesses ? costs.process_start : costs.thread_start;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      agenda_.After(start * (i + 1), [this, i] { Take(i, [this, i] { Do(i, 0); }); });
    }
  }

  Report Finish() {
    agenda_.RunAll();
    for (const Time finished : report_.finished) {
      report_.elapsed = std::max(report_.elapsed, finished);
    }
    for (const SimulatedGil& gil : gils_) report_.switches += gil.switches();
    return report_;
  }

 private:
  SimulatedGil& GilOf(std::size_t task) { return gils_[task % gils_.size()]; }

  void Take(std::size_t task, Then then) {
    if (gils_.empty()) return then();
    GilOf(task).Acquire(task, [this, then](bool is_switch) {
      cores_.Burn(is_switch ? costs_.switch_cost : Time::zero(), then);
    });
  }

  void Release(std::size_t task) {
    if (!gils_.empty()) GilOf(task).Release();
  }

  // Step number `step` of the task, and all after it.
  void Do(std::size_t task, std::size_t step) {
    if (step == tasks_[task].size()) {
      report_.finished[task] = agenda_.now();
      return Release(task);
    }
    const auto [kind, cost] = tasks_[task][step];
    const Then next = [this, task, step] { Do(task, step + 1); };
    if (kind == Kind::kCpu) return Compute(task, cost, next);
    Release(task);
    agenda_.After(cost, [this, task, next] { Take(task, next); });
  }

  void Compute(std::size_t task, Time cost, Then then) {
    if (cost <= Time::zero()) return then();
    const Time slice = gils_.empty() ? cost : std::min<Time>(cost, costs_.interval / 5);
    cores_.Burn(slice, [this, task, rest = cost - slice, then] {
      const Then next = [this, task, rest, then] { Compute(task, rest, then); };
      if (gils_.empty() || !GilOf(task).drop_requested()) return next();
      Release(task);
      Take(task, next);
    });
  }

  const std::vector<Task>& tasks_;
  const Costs costs_;
  Agenda agenda_;
  Cores cores_;
  std::deque<SimulatedGil> gils_;  // none, one for all, or one for each task
  Report report_;
};

inline Report Run(Backend backend, const std::vector<Task>& tasks, Machine& machine,
                  const Costs& costs = {}) {
  return Simulation(backend, tasks, machine.cores(), costs).Finish();
}

#endif  // SOLUTIONS_03_GIL_SPEEDUP_H_

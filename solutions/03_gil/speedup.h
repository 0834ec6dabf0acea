// How long a mix of tasks takes, with threads under a GIL, with free threads and with processes.
//
// Thread safety: Run may be called by any thread; one call at a time has a machine.
#ifndef SOLUTIONS_03_GIL_SPEEDUP_H_
#define SOLUTIONS_03_GIL_SPEEDUP_H_

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <thread>
#include <vector>

#include "gil.h"
#include "machine.h"

// Runs tasks under one GIL. A process is a thread whose GIL nobody else knows.
class UnderGil {
 public:
  UnderGil(Gil& gil, Machine& machine, const Costs& costs)
      : gil_(gil), machine_(machine), slice_(costs.interval / 5), switch_cost_(costs.switch_cost) {}

  void RunTask(const Task& task) {
    Take();
    for (const Step& step : task) {
      if (step.kind == Kind::kCpu) {
        Compute(step.cost);
      } else {
        Wait(step.cost);
      }
    }
    gil_.Release();
  }

 private:
  void Compute(std::chrono::nanoseconds cost) {
    while (cost > cost.zero()) {
      const auto slice = std::min(cost, slice_);
      machine_.Burn(slice);
      cost -= slice;
      // Who has handed it on and has it again has taken it from somebody else: that is a switch.
      if (gil_.YieldIfRequested()) machine_.Burn(switch_cost_);
    }
  }

  void Wait(std::chrono::nanoseconds cost) {
    gil_.Release();
    machine_.Sleep(cost);
    Take();
  }

  // The count stays the same only if this thread was the last holder when we looked, and nobody has
  // come since. Then taking it is no switch.
  void Take() {
    const std::uint64_t before = gil_.switches();
    gil_.Acquire();
    if (gil_.switches() != before) machine_.Burn(switch_cost_);
  }

  Gil& gil_;
  Machine& machine_;
  const std::chrono::nanoseconds slice_;
  const std::chrono::nanoseconds switch_cost_;
};

inline void RunFree(const Task& task, Machine& machine) {
  for (const Step& step : task) {
    if (step.kind == Kind::kCpu) {
      machine.Burn(step.cost);
    } else {
      machine.Sleep(step.cost);
    }
  }
}

// The GILs of a run: none, one for all, or one for each.
inline std::deque<Gil> MakeGils(Backend backend, std::size_t tasks, const Costs& costs) {
  std::size_t count = 0;
  if (backend == Backend::kGilThreads) count = 1;
  if (backend == Backend::kProcesses) count = tasks;
  std::deque<Gil> gils;
  for (std::size_t i = 0; i < count; ++i) gils.emplace_back(costs.interval);
  return gils;
}

inline Report Run(Backend backend, const std::vector<Task>& tasks, Machine& machine,
                  const Costs& costs = {}) {
  const auto start = std::chrono::steady_clock::now();
  const auto cost_of_start =
      backend == Backend::kProcesses ? costs.process_start : costs.thread_start;
  std::deque<Gil> gils = MakeGils(backend, tasks.size(), costs);
  Report report;
  report.finished.resize(tasks.size());  // before the threads: each writes one element of its own
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    machine.Sleep(cost_of_start);
    threads.emplace_back([&, i] {
      if (gils.empty()) {
        RunFree(tasks[i], machine);
      } else {
        UnderGil(gils[i % gils.size()], machine, costs).RunTask(tasks[i]);
      }
      report.finished[i] = std::chrono::steady_clock::now() - start;
    });
  }
  for (std::thread& thread : threads) thread.join();
  report.elapsed = std::chrono::steady_clock::now() - start;
  for (const Gil& gil : gils) report.switches += gil.switches();
  return report;
}

#endif  // SOLUTIONS_03_GIL_SPEEDUP_H_

// Right: each task is a std::async whose future gives its time. Who had the GIL last is noted while
// it is held, and a step is burnt in slices of a tenth of the interval, with or without a GIL.
#ifndef SOLUTIONS_03_GIL_SPEEDUP_H_
#define SOLUTIONS_03_GIL_SPEEDUP_H_

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <future>
#include <memory>
#include <vector>

#include "gil.h"
#include "machine.h"

// A GIL and who had it last.
struct Interpreter {
  explicit Interpreter(const Costs& costs) : gil(costs.interval) {}
  Gil gil;
  const Task* last = nullptr;  // guarded by the GIL
};

class Runner {
 public:
  Runner(const Task& task, Interpreter* interpreter, Machine& machine, const Costs& costs)
      : task_(task), interpreter_(interpreter), machine_(machine), costs_(costs) {}

  void RunAll() {
    Enter();
    for (const Step& step : task_) {
      if (step.kind == Kind::kIo) {
        Leave();
        machine_.Sleep(step.cost);
        Enter();
      } else {
        Burn(step.cost);
      }
    }
    Leave();
  }

 private:
  void Enter() {
    if (interpreter_ == nullptr) return;
    interpreter_->gil.Acquire();
    PayForASwitch();
  }

  void Leave() {
    if (interpreter_ != nullptr) interpreter_->gil.Release();
  }

  void PayForASwitch() {
    const Task* const before = interpreter_->last;
    interpreter_->last = &task_;
    if (before != nullptr && before != &task_) machine_.Burn(costs_.switch_cost);
  }

  void Burn(std::chrono::nanoseconds rest) {
    const std::chrono::nanoseconds most = std::chrono::nanoseconds(costs_.interval) / 10;
    for (std::chrono::nanoseconds slice; rest.count() > 0; rest -= slice) {
      slice = std::min(rest, most);
      machine_.Burn(slice);
      if (interpreter_ != nullptr && interpreter_->gil.YieldIfRequested()) PayForASwitch();
    }
  }

  const Task& task_;
  Interpreter* const interpreter_;
  Machine& machine_;
  const Costs& costs_;
};

inline Report Run(Backend backend, const std::vector<Task>& tasks, Machine& machine,
                  const Costs& costs = {}) {
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  std::vector<std::unique_ptr<Interpreter>> interpreters;
  std::vector<std::future<std::chrono::nanoseconds>> times;
  for (const Task& task : tasks) {
    machine.Sleep(backend == Backend::kProcesses ? costs.process_start : costs.thread_start);
    const bool new_one = backend == Backend::kProcesses || interpreters.empty();
    if (new_one) interpreters.push_back(std::make_unique<Interpreter>(costs));
    Interpreter* const mine =
        backend == Backend::kFreeThreads ? nullptr : interpreters.back().get();
    times.push_back(std::async(std::launch::async, [&, mine] {
      Runner(task, mine, machine, costs).RunAll();
      return std::chrono::nanoseconds(Clock::now() - start);
    }));
  }
  Report report;
  for (auto& time : times) report.finished.push_back(time.get());
  report.elapsed = Clock::now() - start;
  for (const auto& interpreter : interpreters) report.switches += interpreter->gil.switches();
  return report;
}

#endif  // SOLUTIONS_03_GIL_SPEEDUP_H_

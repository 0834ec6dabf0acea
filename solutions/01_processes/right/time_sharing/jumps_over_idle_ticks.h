// Right: goes from event to event instead of from tick to tick. A switch, an idle time and a turn
// of the CPU are one step each; a heap tells when the next IO ends. An instruction is a table
// entry.
#ifndef SOLUTIONS_01_PROCESSES_TIME_SHARING_H_
#define SOLUTIONS_01_PROCESSES_TIME_SHARING_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <queue>
#include <stdexcept>
#include <utility>
#include <vector>

#include "machine_types.h"

enum class Outcome { kGoesOn, kWaits, kHalts, kFaults };

class Job {
 public:
  Job(int pid, const std::vector<Instruction>& program) : pid_(pid), program_(program) {}

  int pid() const { return pid_; }
  std::uint64_t io_ticks() const { return io_ticks_; }

  Outcome Step() {
    if (pc_ < 0 || pc_ >= static_cast<long>(program_.size())) return Outcome::kFaults;
    const Instruction now = program_[static_cast<std::size_t>(pc_)];
    const Outcome outcome = Do(now);
    if (outcome != Outcome::kFaults && !jumped_) ++pc_;
    jumped_ = false;
    return outcome;
  }

  ProcessReport report = {};
  std::uint64_t io_ends = 0;

 private:
  Outcome Do(const Instruction& now) {
    if (now.op == Op::kHalt) return Outcome::kHalts;
    if (now.op == Op::kIo) {
      if (now.a < 0) return Outcome::kFaults;
      io_ticks_ = static_cast<std::uint64_t>(now.a);
      return Outcome::kWaits;
    }
    return Compute(now) ? Outcome::kGoesOn : Outcome::kFaults;
  }

  bool Compute(const Instruction& now) {
    try {
      std::uint32_t& r = registers_.at(static_cast<std::size_t>(now.a));
      const auto b = static_cast<std::size_t>(now.b);
      if (now.op == Op::kLoad)
        r = static_cast<std::uint32_t>(now.b);
      else if (now.op == Op::kAdd)
        r += registers_.at(b);
      else if (now.op == Op::kSub)
        r -= registers_.at(b);
      else if (now.op == Op::kGet)
        r = memory_.at(b);
      else if (now.op == Op::kPut)
        memory_.at(b) = r;
      else if (now.op == Op::kOut)
        report.output.push_back(r);
      else if (now.op == Op::kJnz)
        Jump(r, now.b);
      else
        return false;
      return true;
    } catch (const std::out_of_range&) {
      return false;
    }
  }

  void Jump(std::uint32_t r, int target) {
    if (r == 0) return;
    pc_ = target;
    jumped_ = true;
  }

  const int pid_;
  const std::vector<Instruction>& program_;
  std::vector<std::uint32_t> registers_ = std::vector<std::uint32_t>(kRegisters);
  std::vector<std::uint32_t> memory_ = std::vector<std::uint32_t>(kMemoryWords);
  long pc_ = 0;
  bool jumped_ = false;
  std::uint64_t io_ticks_ = 0;
};

class Machine {
 public:
  explicit Machine(const Config& config) : config_(config) {
    switch (config.policy) {
      case Policy::kRunToCompletion:
      case Policy::kRoundRobin:
        break;
      default:
        throw std::invalid_argument("policy");
    }
    if (config.quantum <= 0) throw std::invalid_argument("quantum");
    if (config.switch_cost < 0) throw std::invalid_argument("switch_cost");
  }

  int Load(std::vector<Instruction> program) {
    programs_.push_back(std::move(program));
    return static_cast<int>(programs_.size());
  }

  Report Run(std::uint64_t max_ticks) {
    std::vector<std::unique_ptr<Job>> jobs;
    ready_.clear();
    waiting_ = {};
    for (const auto& program : programs_) {
      jobs.push_back(std::make_unique<Job>(static_cast<int>(jobs.size()) + 1, program));
      ready_.push_back(jobs.back().get());
    }
    now_ = 0;
    max_ = max_ticks;
    last_ = nullptr;
    on_ = nullptr;
    report_ = {};
    while (now_ < max_ && (!ready_.empty() || !waiting_.empty())) Turn();
    return Result(jobs);
  }

 private:
  using Wait = std::pair<std::uint64_t, int>;

  // The CPU is free, and somebody is there.
  void Turn() {
    on_ = nullptr;
    QueueThoseBefore(now_);
    if (ready_.empty()) return Spend(Use::kIdle, 0, waiting_.top().first.first - now_);
    on_ = ready_.front();
    ready_.pop_front();
    if (last_ != nullptr && last_ != on_) {
      Spend(Use::kSwitching, on_->pid(), static_cast<std::uint64_t>(config_.switch_cost));
    }
    last_ = on_;
    config_.policy == Policy::kRoundRobin ? Quanta() : ToTheEnd();
  }

  void QueueThoseBefore(std::uint64_t moment) {
    for (; !waiting_.empty() && waiting_.top().first.first <= moment; waiting_.pop()) {
      ready_.push_back(waiting_.top().second);
    }
  }

  void Spend(Use use, int pid, std::uint64_t ticks) {
    ticks = std::min(ticks, max_ - now_);
    if (ticks == 0) return;
    std::vector<Span>& line = report_.timeline;
    const bool same = !line.empty() && line.back().use == use && line.back().pid == pid;
    if (!same) line.push_back(Span{use, pid, now_, now_});
    now_ += ticks;
    line.back().end = now_;
    if (use == Use::kBusy) report_.busy += ticks;
    if (use == Use::kSwitching) report_.switching += ticks;
    if (use == Use::kIdle) report_.idle += ticks;
  }

  // Quantum after quantum, until somebody else wants the CPU.
  void Quanta() {
    while (now_ < max_) {
      for (int left = config_.quantum; left > 0; --left) {
        if (now_ == max_) return;
        const Outcome outcome = StepAndSpend();
        if (outcome == Outcome::kWaits) waiting_.push({{on_->io_ends, on_->pid()}, on_});
        if (outcome != Outcome::kGoesOn) return void(on_ = nullptr);
      }
      if (now_ == max_) return;
      QueueThoseBefore(now_);
      if (!ready_.empty()) return ready_.push_back(std::exchange(on_, nullptr));
    }
  }

  void ToTheEnd() {
    while (now_ < max_) {
      const Outcome outcome = StepAndSpend();
      if (outcome == Outcome::kWaits) Spend(Use::kIdle, 0, on_->io_ticks());
      if (outcome == Outcome::kHalts || outcome == Outcome::kFaults) return void(on_ = nullptr);
    }
  }

  Outcome StepAndSpend() {
    const Outcome outcome = on_->Step();
    Spend(Use::kBusy, on_->pid(), 1);
    if (outcome == Outcome::kWaits) on_->io_ends = now_ + on_->io_ticks();
    if (outcome == Outcome::kHalts) on_->report.state = State::kHalted;
    if (outcome == Outcome::kFaults) on_->report.state = State::kFaulted;
    if (on_->report.state != State::kReady) on_->report.end = now_;
    return outcome;
  }

  Report Result(const std::vector<std::unique_ptr<Job>>& jobs) {
    for (const auto& job : jobs) {
      State& state = job->report.state;
      if (job.get() == on_) state = State::kRunning;
      if (!job->report.end && job->io_ends > now_) state = State::kBlocked;
      report_.processes.push_back(job->report);
    }
    return report_;
  }

  using Waiter = std::pair<Wait, Job*>;

  Config config_;
  std::vector<std::vector<Instruction>> programs_ = {};
  std::list<Job*> ready_ = {};
  std::priority_queue<Waiter, std::vector<Waiter>, std::greater<>> waiting_ = {};
  std::uint64_t now_ = 0;
  std::uint64_t max_ = 0;
  Job* last_ = nullptr;
  Job* on_ = nullptr;
  Report report_ = {};
};

#endif  // SOLUTIONS_01_PROCESSES_TIME_SHARING_H_

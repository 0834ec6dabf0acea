// A small computer with one CPU that several programs share.
//
// Thread safety: none; one thread uses a Machine.
#ifndef SOLUTIONS_01_PROCESSES_TIME_SHARING_H_
#define SOLUTIONS_01_PROCESSES_TIME_SHARING_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <set>
#include <stdexcept>
#include <utility>
#include <vector>

#include "machine_types.h"

// What the CPU itself holds. A process that leaves it would lose all of this.
struct Context {
  std::array<std::uint32_t, kRegisters> registers = {};
  std::int64_t pc = 0;
};

// The control block: all that must be the same when the process gets the CPU back.
struct ControlBlock {
  const std::vector<Instruction>* program = nullptr;
  Context saved = {};  // up to date only while the process is not on the CPU
  std::array<std::uint32_t, kMemoryWords> memory = {};
  std::uint64_t io_ends = 0;  // the first tick in which it does not wait any more
  ProcessReport report = {};  // its state is kept up to date for those that have ended only
};

// One run of a machine.
class TimeSharing {
 public:
  TimeSharing(const Config& config, const std::vector<std::vector<Instruction>>& programs)
      : config_(config), round_robin_(config.policy == Policy::kRoundRobin) {
    for (const std::vector<Instruction>& program : programs) {
      processes_.push_back({.program = &program});
      ready_.push_back(static_cast<int>(processes_.size()));
    }
  }

  Report Run(std::uint64_t max_ticks) {
    while (now_ < max_ticks && ended_ < processes_.size()) {
      QueueWhoseIoEnds();
      if (round_robin_ && running_ != 0 && quantum_left_ == 0) Preempt();
      if (running_ == 0 && !ready_.empty()) PlaceTheFirst();
      UseTheTick();
      ++now_;
      if (running_ != 0 && MustLeave(Of(running_))) TakeOff();
    }
    for (ControlBlock& process : processes_) Tell(process);
    return report_;
  }

 private:
  ControlBlock& Of(int pid) { return processes_[static_cast<std::size_t>(pid - 1)]; }

  static bool HasEnded(const ControlBlock& process) { return process.report.end.has_value(); }

  bool IsBlocked(const ControlBlock& process) const { return process.io_ends > now_; }

  // The pairs are in order of their tick, then of their pid.
  void QueueWhoseIoEnds() {
    while (!waiting_.empty() && waiting_.begin()->first <= now_) {
      ready_.push_back(waiting_.begin()->second);
      waiting_.erase(waiting_.begin());
    }
  }

  void Preempt() {
    quantum_left_ = config_.quantum;  // if nobody else wants the CPU
    if (ready_.empty()) return;
    ready_.push_back(running_);
    TakeOff();
  }

  void PlaceTheFirst() {
    running_ = ready_.front();
    ready_.pop_front();
    cpu_ = Of(running_).saved;
    quantum_left_ = config_.quantum;
    const bool switches = last_ != 0 && last_ != running_;
    switching_left_ = switches ? config_.switch_cost : 0;
    last_ = running_;
  }

  void TakeOff() {
    Of(running_).saved = cpu_;
    running_ = 0;
  }

  // kIo 0 waits for nothing, and yet its process has to queue again.
  bool MustLeave(const ControlBlock& process) const {
    return HasEnded(process) || (round_robin_ && process.io_ends >= now_);
  }

  void UseTheTick() {
    if (running_ == 0 || IsBlocked(Of(running_))) return Record(Use::kIdle, 0);
    if (switching_left_ > 0) {
      --switching_left_;
      return Record(Use::kSwitching, running_);
    }
    Record(Use::kBusy, running_);
    --quantum_left_;
    ExecuteNext(Of(running_));
  }

  void ExecuteNext(ControlBlock& process) {
    const std::vector<Instruction>& program = *process.program;
    const bool exists = cpu_.pc >= 0 && cpu_.pc < static_cast<std::int64_t>(program.size());
    if (!exists) return End(process, State::kFaulted);
    const Instruction& next = program[static_cast<std::size_t>(cpu_.pc)];
    if (!CanBeExecuted(next)) return End(process, State::kFaulted);
    ++cpu_.pc;  // before the effect: a jump puts it elsewhere
    Execute(next, process);
  }

  static bool IsRegister(int number) { return number >= 0 && number < kRegisters; }

  static bool CanBeExecuted(const Instruction& next) {
    switch (next.op) {
      case Op::kAdd:
      case Op::kSub:
        return IsRegister(next.a) && IsRegister(next.b);
      case Op::kGet:
      case Op::kPut:
        return IsRegister(next.a) && next.b >= 0 && next.b < kMemoryWords;
      case Op::kLoad:
      case Op::kJnz:  // a bad target faults only the process that gets there
      case Op::kOut:
        return IsRegister(next.a);
      case Op::kIo:
        return next.a >= 0;
      case Op::kHalt:
        return true;
    }
    return false;
  }

  std::uint32_t& Register(int number) { return cpu_.registers[static_cast<std::size_t>(number)]; }

  static std::uint32_t& Word(ControlBlock& process, int address) {
    return process.memory[static_cast<std::size_t>(address)];
  }

  // REQUIRES: it can be executed.
  void Execute(const Instruction& next, ControlBlock& process) {
    const auto [op, a, b] = next;
    switch (op) {
      case Op::kLoad:
        Register(a) = static_cast<std::uint32_t>(b);
        break;
      case Op::kAdd:
        Register(a) += Register(b);
        break;
      case Op::kSub:
        Register(a) -= Register(b);
        break;
      case Op::kGet:
        Register(a) = Word(process, b);
        break;
      case Op::kPut:
        Word(process, b) = Register(a);
        break;
      case Op::kJnz:
        cpu_.pc = Register(a) != 0 ? b : cpu_.pc;
        break;
      case Op::kOut:
        process.report.output.push_back(Register(a));
        break;
      case Op::kIo:
        StartIo(process, static_cast<std::uint64_t>(a));
        break;
      case Op::kHalt:
        End(process, State::kHalted);
        break;
    }
  }

  void StartIo(ControlBlock& process, std::uint64_t ticks) {
    process.io_ends = now_ + ticks + 1;
    if (round_robin_) waiting_.emplace(process.io_ends, running_);
  }

  void End(ControlBlock& process, State how) {
    process.report.state = how;
    process.report.end = now_ + 1;
    ++ended_;
  }

  void Record(Use use, int pid) {
    std::uint64_t& ticks = use == Use::kBusy        ? report_.busy
                           : use == Use::kSwitching ? report_.switching
                                                    : report_.idle;
    ++ticks;
    std::vector<Span>& line = report_.timeline;
    const bool goes_on = !line.empty() && line.back().use == use && line.back().pid == pid;
    if (!goes_on) line.push_back({.use = use, .pid = pid, .begin = now_, .end = now_});
    line.back().end = now_ + 1;
  }

  void Tell(ControlBlock& process) {
    const bool on_the_cpu = running_ != 0 && &process == &Of(running_);
    State& state = process.report.state;
    if (!HasEnded(process)) {
      state = IsBlocked(process) ? State::kBlocked : on_the_cpu ? State::kRunning : State::kReady;
    }
    report_.processes.push_back(std::move(process.report));
  }

  const Config config_;
  const bool round_robin_;
  std::vector<ControlBlock> processes_ = {};
  std::deque<int> ready_ = {};
  std::set<std::pair<std::uint64_t, int>> waiting_ = {};  // {end of the IO, pid}; round robin only
  std::uint64_t now_ = 0;
  Context cpu_ = {};
  int running_ = 0;  // who is on the CPU; 0: nobody
  int last_ = 0;     // who was placed last
  int quantum_left_ = 0;
  int switching_left_ = 0;
  std::size_t ended_ = 0;
  Report report_ = {};
};

class Machine {
 public:
  explicit Machine(const Config& config) : config_(config) {
    const bool known =
        config.policy == Policy::kRunToCompletion || config.policy == Policy::kRoundRobin;
    if (!known) throw std::invalid_argument("there is no such policy");
    if (config.quantum < 1) throw std::invalid_argument("a quantum has at least 1 instruction");
    if (config.switch_cost < 0) throw std::invalid_argument("a switch can't give time back");
  }

  int Load(std::vector<Instruction> program) {
    programs_.push_back(std::move(program));
    return static_cast<int>(programs_.size());
  }

  // A run has all its state for itself: the next one begins from nothing.
  Report Run(std::uint64_t max_ticks) { return TimeSharing(config_, programs_).Run(max_ticks); }

 private:
  Config config_;
  std::vector<std::vector<Instruction>> programs_ = {};
};

#endif  // SOLUTIONS_01_PROCESSES_TIME_SHARING_H_

// Right: no queue and no list of those who wait. Every tick looks at the whole table of processes;
// each has the number of the moment at which it began to want the CPU, and the lowest one is first.
// Instructions work on the control block itself, so there is nothing to save.
#ifndef SOLUTIONS_01_PROCESSES_TIME_SHARING_H_
#define SOLUTIONS_01_PROCESSES_TIME_SHARING_H_

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <utility>
#include <vector>

#include "machine_types.h"

struct Process {
  std::vector<Instruction> program = {};
  std::uint32_t registers[kRegisters] = {};
  std::uint32_t memory[kMemoryWords] = {};
  int pc = 0;
  State state = State::kReady;
  std::uint64_t ready_since = 0;  // the lower, the earlier
  std::uint64_t ticks_to_wait = 0;
  std::vector<std::uint32_t> output = {};
  std::uint64_t end = 0;

  bool Ended() const { return state == State::kHalted || state == State::kFaulted; }

  const Instruction* Next() const {
    if (pc < 0 || static_cast<std::size_t>(pc) >= program.size()) return nullptr;
    return &program[static_cast<std::size_t>(pc)];
  }

  std::uint32_t* Register(int number) {
    return number < 0 || number >= kRegisters ? nullptr : &registers[number];
  }

  std::uint32_t* Word(int address) {
    return address < 0 || address >= kMemoryWords ? nullptr : &memory[address];
  }

  // One instruction; leaves the new state in `state`.
  void Step() {
    const Instruction* const next = Next();
    if (next == nullptr || !Try(*next)) state = State::kFaulted;
  }

 private:
  // False if it can't be executed; then nothing has changed.
  bool Try(const Instruction& next) {
    if (next.op == Op::kHalt) return state = State::kHalted, true;
    if (next.op == Op::kIo) return StartIo(next.a);
    std::uint32_t* const r = Register(next.a);
    if (r == nullptr || !Compute(next, *r)) return false;
    if (next.op != Op::kJnz || *r == 0) ++pc;
    return true;
  }

  bool StartIo(int ticks) {
    if (ticks < 0) return false;
    ticks_to_wait = static_cast<std::uint64_t>(ticks);
    state = State::kBlocked;
    ++pc;
    return true;
  }

  bool Compute(const Instruction& next, std::uint32_t& r) {
    const bool memory = next.op == Op::kGet || next.op == Op::kPut;
    const bool sum = next.op == Op::kAdd || next.op == Op::kSub;
    std::uint32_t* const other = memory ? Word(next.b) : sum ? Register(next.b) : &r;
    if (other == nullptr) return false;
    switch (next.op) {
      case Op::kLoad:
        return r = static_cast<std::uint32_t>(next.b), true;
      case Op::kAdd:
        return r += *other, true;
      case Op::kSub:
        return r -= *other, true;
      case Op::kGet:
        return r = *other, true;
      case Op::kPut:
        return *other = r, true;
      case Op::kJnz:
        return pc = r != 0 ? next.b : pc, true;
      case Op::kOut:
        return output.push_back(r), true;
      default:
        return false;
    }
  }
};

class Machine {
 public:
  explicit Machine(const Config& config) : config_(config) {
    if (config.quantum < 1 || config.switch_cost < 0) throw std::invalid_argument("config");
    if (config.policy != Policy::kRoundRobin && config.policy != Policy::kRunToCompletion) {
      throw std::invalid_argument("policy");
    }
  }

  int Load(std::vector<Instruction> program) {
    loaded_.push_back(std::move(program));
    return static_cast<int>(loaded_.size());
  }

  Report Run(std::uint64_t max_ticks) {
    Reset();
    std::uint64_t now = 0;
    for (; now < max_ticks && !AllEnded(); ++now) {
      if (on_ == nullptr) Place();
      Use use = Use::kIdle;
      if (on_ != nullptr) use = UseOfTheTick(now);
      Record(use, use == Use::kIdle ? 0 : placed_, now);
      AfterTheTick();
    }
    return Result();
  }

 private:
  bool InTurns() const { return config_.policy == Policy::kRoundRobin; }

  void Reset() {
    table_.clear();
    for (std::size_t i = 0; i < loaded_.size(); ++i) {
      table_.push_back(Process{.program = loaded_[i], .ready_since = i});
    }
    moments_ = loaded_.size();
    on_ = nullptr;
    placed_ = 0;
    report_ = {};
  }

  bool AllEnded() const {
    for (const Process& process : table_) {
      if (!process.Ended()) return false;
    }
    return true;
  }

  void Place() {
    for (Process& process : table_) {
      const bool wants = process.state == State::kReady;
      if (wants && (on_ == nullptr || process.ready_since < on_->ready_since)) on_ = &process;
    }
    if (on_ == nullptr) return;
    const int pid = static_cast<int>(on_ - table_.data()) + 1;
    cost_ = placed_ == 0 || placed_ == pid ? 0 : config_.switch_cost;
    placed_ = pid;
    executed_ = 0;
    on_->state = State::kRunning;
  }

  Use UseOfTheTick(std::uint64_t now) {
    started_io_ = false;
    if (on_->state == State::kBlocked) return Use::kIdle;
    if (cost_ > 0) return --cost_, Use::kSwitching;
    ++executed_;
    on_->Step();
    if (on_->Ended()) on_->end = now + 1;
    started_io_ = on_->state == State::kBlocked;
    return Use::kBusy;
  }

  // The tick is over, and the beginning of the next one is prepared.
  void AfterTheTick() {
    for (Process& process : table_) {
      if (process.state == State::kBlocked) CountDown(process);
    }
    started_io_ = false;
    if (on_ == nullptr) return;
    if (on_->Ended() || (InTurns() && on_->state != State::kRunning)) on_ = nullptr;
    if (on_ != nullptr && InTurns() && executed_ == config_.quantum) UseUp();
  }

  void CountDown(Process& process) {
    const bool began_now = started_io_ && &process == on_;
    if (!began_now) --process.ticks_to_wait;
    if (process.ticks_to_wait > 0) return;
    process.state = InTurns() ? State::kReady : State::kRunning;
    process.ready_since = moments_++;
  }

  // It stays marked as running, which matters if this was the last tick.
  void UseUp() {
    executed_ = 0;
    bool wanted = false;
    for (const Process& process : table_) wanted = wanted || process.state == State::kReady;
    if (!wanted) return;
    used_up_ = on_;
    on_->state = State::kReady;
    on_->ready_since = moments_++;
    on_ = nullptr;
  }

  void Record(Use use, int pid, std::uint64_t now) {
    used_up_ = nullptr;
    (use == Use::kBusy ? report_.busy : use == Use::kIdle ? report_.idle : report_.switching) += 1;
    std::vector<Span>& spans = report_.timeline;
    if (spans.empty() || spans.back().use != use || spans.back().pid != pid) {
      spans.push_back({use, pid, now, now});
    }
    ++spans.back().end;
  }

  Report Result() {
    if (used_up_ != nullptr) used_up_->state = State::kRunning;
    for (Process& process : table_) {
      ProcessReport result = {process.state, process.output, std::nullopt};
      if (process.Ended()) result.end = process.end;
      report_.processes.push_back(std::move(result));
    }
    return report_;
  }

  Config config_;
  std::vector<std::vector<Instruction>> loaded_ = {};
  std::vector<Process> table_ = {};
  Process* on_ = nullptr;       // the process on the CPU
  Process* used_up_ = nullptr;  // who lost it at the end of the last tick
  int placed_ = 0;              // who was placed last
  int cost_ = 0;
  int executed_ = 0;
  bool started_io_ = false;
  std::uint64_t moments_ = 0;
  Report report_ = {};
};

#endif  // SOLUTIONS_01_PROCESSES_TIME_SHARING_H_

// What a small computer executes, how it is set up, and what it reports of a run.
//
// Given, complete: plain data. The rules by which a Machine runs are in time_sharing.h.
#ifndef CHAPTERS_01_PROCESSES_MACHINE_TYPES_H_
#define CHAPTERS_01_PROCESSES_MACHINE_TYPES_H_

#include <cstdint>
#include <optional>
#include <vector>

inline constexpr int kRegisters = 4;     // 0 to 3, of 32 bits; sums wrap round
inline constexpr int kMemoryWords = 64;  // addresses 0 to 63

// r and s are registers, all numbers are written in the instruction itself.
enum class Op {
  kLoad,  // r n       r = n (modulo 2^32)
  kAdd,   // r s       r = r + s
  kSub,   // r s       r = r - s
  kGet,   // r addr    r = the word at addr
  kPut,   // r addr    the word at addr = r
  kJnz,   // r target  if r is not 0, go on at instruction `target`, else at the next one
  kOut,   // r         append r to the output
  kIo,    // n         wait for the process's own device for n ticks
  kHalt,  //           end
};

struct Instruction {
  Op op = Op::kHalt;
  int a = 0;  // what comes first in the list above
  int b = 0;  // what comes second
};

enum class Policy {
  kRunToCompletion,  // a process keeps the CPU until it ends
  kRoundRobin,       // it loses the CPU when it waits, and after each quantum
};

struct Config {
  Policy policy = Policy::kRoundRobin;
  int quantum = 1;      // how many instructions in a row; at least 1
  int switch_cost = 0;  // ticks, at least 0
};

// What the CPU does in a tick.
enum class Use { kBusy, kSwitching, kIdle };

// The ticks begin, begin + 1, ... end - 1, all with the same use for the same process.
struct Span {
  Use use = Use::kIdle;
  int pid = 0;  // who executes, or who is being placed; 0 when idle
  std::uint64_t begin = 0;
  std::uint64_t end = 0;

  bool operator==(const Span&) const = default;
};

enum class State { kReady, kRunning, kBlocked, kHalted, kFaulted };

struct ProcessReport {
  State state = State::kReady;
  std::vector<std::uint32_t> output = {};
  std::optional<std::uint64_t> end = {};  // how many ticks had passed when it ended, if it has

  bool operator==(const ProcessReport&) const = default;
};

struct Report {
  std::uint64_t busy = 0;  // in ticks, as the next two
  std::uint64_t switching = 0;
  std::uint64_t idle = 0;
  std::vector<Span> timeline = {};            // no gap; spans that follow each other differ
  std::vector<ProcessReport> processes = {};  // the process with pid p is processes[p - 1]

  std::uint64_t total() const { return busy + switching + idle; }

  // Which part of the time the CPU did something useful; 0 if there was no time.
  double utilisation() const {
    return total() == 0 ? 0.0 : static_cast<double>(busy) / static_cast<double>(total());
  }

  bool operator==(const Report&) const = default;
};

#endif  // CHAPTERS_01_PROCESSES_MACHINE_TYPES_H_

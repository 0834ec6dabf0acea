// How a program in the sandbox ended and what it used.
//
// Thread safety: plain data.
#ifndef CHECKER_SANDBOX_RUN_RESULT_H_
#define CHECKER_SANDBOX_RUN_RESULT_H_

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <variant>

namespace checker {

// Two numbers that are easily taken for each other, hence two types.
struct ExitCode {
  int value;
  bool operator==(const ExitCode&) const = default;
};
struct Signal {
  int value;
  bool operator==(const Signal&) const = default;
};
// The sandbox ended the program because of one of its limits.
enum class Limit { kProcessorTime, kRealTime, kMemory, kTasks, kOutput };
// The sandbox itself could not do its work: never the fault of what it was to run.
struct SandboxFailure {
  std::string reason;
  bool operator==(const SandboxFailure&) const = default;
};

using RunEnd = std::variant<ExitCode, Signal, Limit, SandboxFailure>;

struct RunResult {
  RunEnd end = SandboxFailure{"never started"};
  std::string standard_output;
  std::string standard_error;
  std::map<int, std::string> channels;  // what came out of each output channel
  std::chrono::microseconds processor_time{0};
  std::chrono::microseconds real_time{0};
  std::int64_t max_resident_bytes = 0;
  int left_behind = 0;  // processes still alive when the program had ended (they are killed)
};

// In plain words: "exit code 1", "signal 11 (SIGSEGV)", "the memory limit".
std::string EndInWords(const RunEnd& end);
// "SIGSEGV"; "signal 42" for those without a name.
std::string SignalName(Signal signal);

}  // namespace checker

#endif  // CHECKER_SANDBOX_RUN_RESULT_H_

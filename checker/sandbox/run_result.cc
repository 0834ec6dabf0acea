#include "checker/sandbox/run_result.h"

#include <string.h>

namespace checker {
namespace {

std::string LimitInWords(Limit limit) {
  switch (limit) {
    case Limit::kProcessorTime:
      return "the limit on processor time";
    case Limit::kRealTime:
      return "the limit on real time";
    case Limit::kMemory:
      return "the memory limit";
    case Limit::kTasks:
      return "the limit on processes and threads";
    case Limit::kOutput:
      return "the limit on output";
  }
  return "a limit";
}

struct InWords {
  std::string operator()(ExitCode code) const { return "exit code " + std::to_string(code.value); }
  std::string operator()(Signal signal) const {
    return "signal " + std::to_string(signal.value) + " (" + SignalName(signal) + ")";
  }
  std::string operator()(Limit limit) const { return LimitInWords(limit); }
  std::string operator()(const SandboxFailure& failure) const { return failure.reason; }
};

}  // namespace

std::string EndInWords(const RunEnd& end) { return std::visit(InWords{}, end); }

std::string SignalName(Signal signal) {
  const char* name = sigabbrev_np(signal.value);
  return name ? std::string("SIG") + name : "signal " + std::to_string(signal.value);
}

}  // namespace checker

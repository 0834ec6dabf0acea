// Begun: only what the first case of the test asks for. The reference is to be written here.
//
// Thread safety: every function may be called by any thread.
#ifndef SOLUTIONS_01_PROCESSES_PROCESS_INFO_H_
#define SOLUTIONS_01_PROCESSES_PROCESS_INFO_H_

#include <sys/types.h>

#include <optional>
#include <stdexcept>

struct ProcessInfo {};

inline std::optional<ProcessInfo> ReadProcess(pid_t pid) {
  if (pid < 1) throw std::invalid_argument("a pid is 1 or more");
  return std::nullopt;
}

#endif  // SOLUTIONS_01_PROCESSES_PROCESS_INFO_H_

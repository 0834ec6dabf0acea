// What all processes that /proc lists use together.
//
// Thread safety: may be called by any thread.
#ifndef CHECKER_SANDBOX_TASK_USAGE_H_
#define CHECKER_SANDBOX_TASK_USAGE_H_

#include <cstdint>
#include <optional>
#include <string>

namespace checker {

struct TaskUsage {
  int processes = 0;
  int tasks = 0;                     // threads of all processes
  std::int64_t processor_ticks = 0;  // of those alive and of the children they have waited for
  std::int64_t resident_bytes = 0;   // pages shared by two processes count twice
};

// Of every process that this process's /proc lists, but for this process itself. Nothing when
// /proc can't be read.
std::optional<TaskUsage> UsageOfAllOthers();

// The same memory with shared pages counted once. Slow: milliseconds.
std::int64_t ProportionalBytesOfAllOthers();

// One process: adds /proc/PID/stat's content `line` to `usage`. A dead one has no tasks.
void AddProcess(const std::string& line, TaskUsage& usage);

}  // namespace checker

#endif  // CHECKER_SANDBOX_TASK_USAGE_H_

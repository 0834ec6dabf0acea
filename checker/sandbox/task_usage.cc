#include "checker/sandbox/task_usage.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <memory>
#include <vector>

namespace checker {
namespace {

struct CloseFolder {
  void operator()(DIR* folder) const { closedir(folder); }
};

std::string ReadSmallFile(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return "";
  char buffer[4096];
  const ssize_t size = read(file, buffer, sizeof buffer);
  close(file);
  return size > 0 ? std::string(buffer, size) : "";
}

std::optional<std::vector<std::string>> OtherProcesses() {
  std::unique_ptr<DIR, CloseFolder> folder(opendir("/proc"));
  if (!folder) return std::nullopt;
  const std::string myself = std::to_string(getpid());
  std::vector<std::string> result;
  while (const dirent* entry = readdir(folder.get())) {
    const std::string name = entry->d_name;
    if (name.find_first_not_of("0123456789") == std::string::npos && name != myself) {
      result.push_back(name);
    }
  }
  return result;
}

}  // namespace

void AddProcess(const std::string& line, TaskUsage& usage) {
  // The name in parentheses is the program's choice and may hold anything, even ")".
  const std::size_t after_name = line.rfind(')');
  if (after_name == std::string::npos) return;
  char state = 0;
  unsigned long user = 0, system = 0;
  long child_user = 0, child_system = 0, threads = 0, resident_pages = 0;
  const int read =
      sscanf(line.c_str() + after_name + 1,
             " %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %ld %ld %*d %*d %ld "
             "%*d %*u %*u %ld",
             &state, &user, &system, &child_user, &child_system, &threads, &resident_pages);
  if (read != 7) return;
  usage.processor_ticks += user + system + child_user + child_system;
  if (state == 'Z' || state == 'X') return;
  usage.processes += 1;
  usage.tasks += static_cast<int>(threads);
  usage.resident_bytes += resident_pages * sysconf(_SC_PAGESIZE);
}

std::optional<TaskUsage> UsageOfAllOthers() {
  const auto processes = OtherProcesses();
  if (!processes) return std::nullopt;
  TaskUsage usage;
  for (const std::string& process : *processes) {
    AddProcess(ReadSmallFile("/proc/" + process + "/stat"), usage);
  }
  return usage;
}

std::int64_t ProportionalBytesOfAllOthers() {
  const auto processes = OtherProcesses();
  std::int64_t kilobytes = 0;
  for (const std::string& process : processes.value_or(std::vector<std::string>{})) {
    const std::string text = ReadSmallFile("/proc/" + process + "/smaps_rollup");
    const std::size_t at = text.find("\nPss:");
    if (at != std::string::npos) kilobytes += atoll(text.c_str() + at + strlen("\nPss:"));
  }
  return kilobytes * 1024;
}

}  // namespace checker

#include "checker/bazel/bazel.h"

#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "checker/base/subprocess.h"

namespace checker {
namespace {

constexpr int kTickMilliseconds = 100;

volatile sig_atomic_t g_interrupted = 0;

void NoteInterruption(int) { g_interrupted = 1; }

// Lets SIGINT and SIGTERM be noted while it lives.
class CatchInterruptions {
 public:
  CatchInterruptions() {
    g_interrupted = 0;
    struct sigaction note = {};
    note.sa_handler = NoteInterruption;
    ::sigaction(SIGINT, &note, &old_int_);
    ::sigaction(SIGTERM, &note, &old_term_);
  }
  ~CatchInterruptions() {
    ::sigaction(SIGINT, &old_int_, nullptr);
    ::sigaction(SIGTERM, &old_term_, nullptr);
  }
  CatchInterruptions(const CatchInterruptions&) = delete;

 private:
  struct sigaction old_int_;
  struct sigaction old_term_;
};

std::vector<std::string> Arguments(const BazelCommand& command) {
  std::vector<std::string> arguments = {command.program, command.arguments.at(0),
                                        "--build_event_json_file=" + command.events_path};
  arguments.insert(arguments.end(), command.arguments.begin() + 1, command.arguments.end());
  return arguments;
}

// Waits a tick at most. True when the process has ended.
bool EndsWithinTick(int process_fd) {
  pollfd ended = {process_fd, POLLIN, 0};
  return ::poll(&ended, 1, kTickMilliseconds) > 0;
}

std::string Joined(const std::vector<std::string>& lines, std::size_t first, std::size_t count) {
  std::string joined;
  for (std::size_t i = first; i < std::min(lines.size(), first + count); ++i) {
    joined += lines[i] + "\n";
  }
  return joined;
}

}  // namespace

StatusOr<BazelRun> RunBazel(const BazelCommand& command,
                            const std::function<void(const BuildEvents&)>& on_progress) {
  std::error_code ignored;
  std::filesystem::remove(command.events_path, ignored);
  CatchInterruptions catching;
  const auto child = Start({Arguments(command), command.workspace, command.log_path});
  if (!child.ok()) return child.status();
  const pid_t pid = child.value();
  const int process_fd = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
  BazelRun run;
  EventFile file(command.events_path);
  while (!EndsWithinTick(process_fd)) {
    file.ReadInto(run.events);
    on_progress(run.events);
    if (g_interrupted && !run.interrupted) {
      run.interrupted = true;
      ::kill(pid, SIGINT);
    }
  }
  ::close(process_fd);
  run.exit_code = ExitCodeOf(pid);
  run.interrupted = run.interrupted || g_interrupted;
  file.ReadInto(run.events);
  on_progress(run.events);
  return run;
}

std::string LogExcerpt(const std::string& path, int lines) {
  std::vector<std::string> all;
  std::vector<std::string> errors;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("ERROR: ")) errors.push_back(line);
    if (!line.empty()) all.push_back(line);
  }
  const auto count = static_cast<std::size_t>(lines);
  // The first error is the cause of those that follow; of other words the last count.
  if (!errors.empty()) return Joined(errors, 0, count);
  return Joined(all, all.size() > count ? all.size() - count : 0, count);
}

}  // namespace checker

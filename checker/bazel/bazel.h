// Runs Bazel and follows what it does.
//
// Thread safety: one build at a time in a process, as an interruption is the process's.
#ifndef CHECKER_BAZEL_BAZEL_H_
#define CHECKER_BAZEL_BAZEL_H_

#include <functional>
#include <string>
#include <vector>

#include "checker/base/status.h"
#include "checker/bazel/build_events.h"

namespace checker {

struct BazelCommand {
  std::string program = "bazel";
  std::string workspace;               // where it runs
  std::vector<std::string> arguments;  // "build", options, targets
  std::string events_path;             // where Bazel is to write its events; removed before
  std::string log_path;                // what it prints goes there; to the terminal if empty
};

struct BazelRun {
  int exit_code = 0;
  bool interrupted = false;  // by a person; Bazel ended in an orderly way
  BuildEvents events;
};

// Bazel's exit codes that leave results behind.
inline constexpr int kBazelDone = 0;
inline constexpr int kBazelSomeFailed = 1;
inline constexpr int kBazelTestsFailed = 3;

// Runs the command to its end and calls `on_progress` about ten times a second, on this thread.
// Fails if Bazel cannot be started. SIGINT and SIGTERM are passed on as SIGINT: Bazel ends its
// build, keeps what is done, and the same command goes on from there.
StatusOr<BazelRun> RunBazel(const BazelCommand& command,
                            const std::function<void(const BuildEvents&)>& on_progress);

// The lines of Bazel's log that say what went wrong, `lines` at most; the last lines if none does.
std::string LogExcerpt(const std::string& path, int lines);

}  // namespace checker

#endif  // CHECKER_BAZEL_BAZEL_H_

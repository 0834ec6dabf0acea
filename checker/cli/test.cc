#include <fmt/format.h>

#include "checker/base/scratch_folder.h"
#include "checker/bazel/bazel.h"
#include "checker/cli/commands.h"

namespace checker {

int RunTest(const TestOptions& options, const Environment& environment) {
  const ScratchFolder scratch;
  BazelCommand command = {environment.bazel,
                          environment.workspace,
                          {"test", "--keep_going"},
                          scratch.path() / "events.json",
                          /*log_path=*/""};
  command.arguments.push_back("--");
  command.arguments.insert(command.arguments.end(), options.targets.begin(), options.targets.end());
  const auto run = RunBazel(command, [](const BuildEvents&) {});
  if (!run.ok()) return Complain(run.status().message());
  const TestCounts counts = run.value().events.Tests();
  const int code = run.value().exit_code;
  if (run.value().interrupted) return Complain("interrupted");
  fmt::print("{} passed, {} failed\n", counts.passed, counts.failed);
  if (code == kBazelDone) return kDone;
  const bool ran = code == kBazelTestsFailed || code == kBazelSomeFailed;
  return ran && counts.failed > 0 ? kFallsShort : kCouldNotRun;
}

}  // namespace checker

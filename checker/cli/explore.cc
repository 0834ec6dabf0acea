// An ordinary program under the schedule explorer: built in a Bazel repository of its own, and run.
// Not in the sandbox: it is the user's.
#include <fmt/format.h>

#include "checker/base/scratch_folder.h"
#include "checker/base/subprocess.h"
#include "checker/cli/commands.h"
#include "checker/cli/explored_repository.h"
#include "checker/workspace/workbook_build.h"

namespace checker {
namespace {

namespace fs = std::filesystem;

StatusOr<std::string> Build(const std::string& label, const fs::path& repository,
                            const Environment& environment) {
  const ScratchFolder scratch;
  const BazelCommand command = {
      environment.bazel,
      environment.workspace,
      {"build",
       fmt::format("--override_repository={}={}", ExploredRepository::kName, repository.string()),
       label},
      scratch.path() / "events.json",
      scratch.path() / "log"};
  const auto run = RunBazel(command, [](const BuildEvents&) {});
  if (!run.ok()) return run.status();
  const BuiltTarget target = run.value().events.Target(label);
  if (!target.built || target.files.empty()) {
    return Error("the program does not build:\n" + CompilersWords(command.log_path));
  }
  return fs::absolute(target.files.front()).string();
}

// The program's own exit code is among its findings; these are the explorer's.
int ExplorersCode(int code) {
  constexpr int kExitRace = 66;
  return code == kExitRace ? kFallsShort : code > kCouldNotRun ? kCouldNotRun : code;
}

std::vector<std::string> CommandLine(const std::string& binary, const ExploreOptions& options) {
  std::vector<std::string> words = {binary, fmt::format("--schedules={}", options.schedules),
                                    fmt::format("--seed={}", options.seed)};
  if (!options.token.empty()) words.insert(words.end(), {"--replay=" + options.token, "--trace"});
  if (options.ignore_races) words.push_back("--ignore-races");
  if (options.keep_going) words.push_back("--keep-going");
  if (options.json) words.push_back("--result-fd=1");
  words.push_back("--");
  words.insert(words.end(), options.arguments.begin(), options.arguments.end());
  return words;
}

// In the folder where the user stands, since the program may open files.
int Run(const std::vector<std::string>& words, const Environment& environment) {
  const auto child = Start({words, environment.user_dir});
  return child.ok() ? ExplorersCode(ExitCodeOf(child.value())) : Complain(child.status().message());
}

}  // namespace

int RunExplore(const ExploreOptions& options, const Environment& environment) {
  std::vector<fs::path> sources;
  for (const auto& source : options.sources) sources.push_back(environment.Resolve(source));
  const fs::path repository = environment.cache / "explored";
  // Whoever races on purpose means every access as it stands, in a loop as well.
  const auto label =
      ExploredRepository::Write(repository, sources, options.ignore_races ? "-O0" : "-O1");
  if (!label.ok()) return Complain(label.status().message());
  const auto binary = Build(label.value(), repository, environment);
  if (!binary.ok()) return Complain(binary.status().message());
  return Run(CommandLine(binary.value(), options), environment);
}

}  // namespace checker

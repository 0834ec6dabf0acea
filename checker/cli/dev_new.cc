#include <fmt/format.h>

#include "checker/base/file_io.h"
#include "checker/cli/commands.h"
#include "checker/cli/exercise_scaffold.h"

namespace checker {
namespace {

Status WriteAll(const std::filesystem::path& workspace,
                const std::map<std::string, std::string>& files) {
  for (const auto& [name, contents] : files) {
    const std::filesystem::path path = workspace / name;
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    if (const Status written = WriteAtomically(path, contents); !written.ok()) return written;
  }
  return OkStatus();
}

}  // namespace

int RunDevNew(const DevNewOptions& options, const Environment& environment) {
  const auto files = ScaffoldOfExercise(environment.workspace, options.name);
  if (!files.ok()) return Complain(files.status().message());
  const Status written = WriteAll(environment.workspace, files.value());
  if (!written.ok()) return Complain(written.message());
  for (const auto& [name, contents] : files.value()) fmt::print("{}\n", name);
  const std::size_t slash = options.name.find('/');
  fmt::print("\nIt builds as it is:  bazel test //chapters/{}:{}_stub_test\n",
             options.name.substr(0, slash), options.name.substr(slash + 1));
  fmt::print("What is left: CONTRIBUTING.md, \"Add an exercise\".\n");
  return kDone;
}

}  // namespace checker

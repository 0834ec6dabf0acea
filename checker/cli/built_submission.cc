#include "checker/cli/built_submission.h"

#include <fmt/format.h>

#include <utility>

#include "checker/base/file_io.h"
#include "checker/bazel/build_events.h"
#include "checker/workspace/workbook_build.h"

namespace checker {
namespace {

StatusOr<BuiltSubmission> Built(const BuiltTarget& target) {
  if (!target.built) return Error("Bazel cannot build it: " + target.failure);
  BuiltSubmission built;
  for (const auto& file : target.files) {
    if (file.ends_with(".bin")) built.binary = file;
    if (file.ends_with(".build.json")) {
      built.outcome = BuildOutcomeFromJson(ReadFile(file).value_or(""));
    }
  }
  return built;
}

}  // namespace

StatusOr<BuiltSubmission> BuildTestBinary(const std::string& label,
                                          const std::vector<std::string>& options,
                                          const Environment& environment) {
  std::vector<std::string> arguments = {"--output_groups=binary"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  arguments.push_back(label);
  const auto events = BuiltByBazel(environment, std::move(arguments));
  if (!events.ok()) return events.status();
  return Built(events.value().Target(label));
}

std::string OwnLabel(const ExerciseEntry& exercise) {
  return fmt::format("//chapters/{}:{}.report", exercise.chapter, exercise.name);
}

std::map<std::string, std::string> OwnFiles(const ExerciseEntry& exercise,
                                            const Environment& environment) {
  std::map<std::string, std::string> files;
  for (const auto& name : exercise.files) {
    files[name] =
        ReadFile(environment.workspace / "chapters" / exercise.chapter / name).value_or("");
  }
  return files;
}

}  // namespace checker

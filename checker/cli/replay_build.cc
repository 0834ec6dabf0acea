#include "checker/cli/replay_build.h"

#include <fmt/format.h>

#include <algorithm>

#include "checker/base/file_io.h"
#include "checker/bazel/submissions_repository.h"
#include "checker/cli/built_submission.h"
#include "checker/submission/class_folder.h"

namespace checker {
namespace {

namespace fs = std::filesystem;

using Files = std::map<std::string, std::string>;

constexpr char kStudent[] = "replay";

StatusOr<Files> SourceFile(const fs::path& path, const ExerciseEntry& exercise) {
  if (!fs::is_regular_file(path)) return Error(path.string() + " is not a file");
  const auto& names = exercise.files;
  const bool known = std::find(names.begin(), names.end(), path.filename()) != names.end();
  if (!known && names.size() > 1) {
    return Error("this exercise has several files: use --student with the folder that holds them");
  }
  return Files{{known ? path.filename().string() : names.front(), ReadFile(path).value_or("")}};
}

StatusOr<Files> StudentFiles(const fs::path& folder, const ExerciseEntry& exercise) {
  const fs::path plain = folder.has_filename() ? folder : folder.parent_path();
  Catalogue only;
  only.exercises = {exercise};
  const StudentWork work = ReadStudent(plain.parent_path(), plain.filename(), only);
  if (work.handed_in.empty() || work.handed_in.front().refused) {
    return Error(folder.string() + " holds nothing for " + exercise.Label());
  }
  return work.handed_in.front().files;
}

StatusOr<Files> FilesFor(const ReplayOptions& options, const ExerciseEntry& exercise,
                         const Environment& environment) {
  if (!options.source.empty()) return SourceFile(environment.Resolve(options.source), exercise);
  if (!options.student.empty()) return StudentFiles(environment.Resolve(options.student), exercise);
  return OwnFiles(exercise, environment);
}

// The label to build and what Bazel must be told to find it.
struct Target {
  std::string label;
  std::vector<std::string> options;
};

StatusOr<Target> TargetFor(const ReplayOptions& options, const ExerciseEntry& exercise,
                           const Files& files, const fs::path& repository_path) {
  if (options.source.empty() && options.student.empty()) {
    return Target{OwnLabel(exercise), {}};
  }
  SubmissionsRepository repository(repository_path);
  const auto written = repository.Write(kStudent, {{exercise.chapter, exercise.name, files}});
  if (!written.ok()) return written;
  const auto finished = repository.Finish();
  if (!finished.ok()) return finished;
  return Target{SubmissionsRepository::Label(kStudent, exercise.chapter, exercise.name),
                {fmt::format("--override_repository={}={}", SubmissionsRepository::kName,
                             repository_path.string())}};
}

// Why there is nothing to run, in the words of the build's findings.
Status NotBuilt(const BuildOutcome& outcome, const ExerciseEntry& exercise) {
  std::string why = outcome.note;
  for (const Finding& finding : outcome.findings)
    why += std::string(NameOf(finding.kind)) + ": " + finding.what + "\n";
  return Error(fmt::format("{} was not built, so no schedule can run.\n{}", exercise.Label(), why));
}

}  // namespace

StatusOr<ReplayBuild> BuildForReplay(const ReplayOptions& options, const ExerciseEntry& exercise,
                                     const Environment& environment) {
  const auto files = FilesFor(options, exercise, environment);
  if (!files.ok()) return files.status();
  // Always the same folder, so that Bazel need not compile what it knows.
  const auto target =
      TargetFor(options, exercise, files.value(), environment.cache / "replay" / "submissions");
  if (!target.ok()) return target.status();
  const auto built = BuildTestBinary(target.value().label, target.value().options, environment);
  if (!built.ok()) return built.status();
  const BuildOutcome& outcome = built.value().outcome;
  if (outcome.status != BuildStatus::kBuilt) return NotBuilt(outcome, exercise);
  return ReplayBuild{files.value(), built.value().binary, outcome.symbolizer};
}

}  // namespace checker

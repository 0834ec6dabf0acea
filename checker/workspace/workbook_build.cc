#include "checker/workspace/workbook_build.h"

#include <algorithm>

#include "checker/base/file_io.h"
#include "checker/base/scratch_folder.h"
#include "checker/bazel/refused_report.h"
#include "checker/report/read_report.h"

namespace checker {
namespace {

constexpr int kLogLinesShown = 15;

// The first built file that ends with `suffix`, or "".
std::string FileOf(const BuiltTarget& target, std::string_view suffix) {
  const auto found = std::find_if(target.files.begin(), target.files.end(),
                                  [&](const auto& file) { return file.ends_with(suffix); });
  return found == target.files.end() ? "" : *found;
}

}  // namespace

StatusOr<Catalogue> LoadCatalogue(const Environment& environment) {
  const std::string label = "//chapters:workbook";
  const ScratchFolder scratch;
  const BazelCommand command = {environment.bazel,
                                environment.workspace,
                                {"build", label},
                                scratch.path() / "events.json",
                                scratch.path() / "log"};
  const auto run = RunBazel(command, [](const BuildEvents&) {});
  if (!run.ok()) return run.status();
  if (run.value().interrupted) return Error("interrupted");
  const std::string path = FileOf(run.value().events.Target(label), ".json");
  if (path.empty()) {
    return Error("Bazel cannot build the list of exercises:\n" +
                 LogExcerpt(command.log_path, kLogLinesShown));
  }
  return ParseCatalogue(ReadFile(path).value_or(""));
}

StatusOr<ExerciseEntry> FindExercise(const Environment& environment, const std::string& name) {
  const auto catalogue = LoadCatalogue(environment);
  if (!catalogue.ok()) return catalogue.status();
  const auto found = catalogue.value().Named(name);
  if (found.empty() || name.empty()) return UnknownExercise(name);
  if (found.size() > 1) return Error(name + " means several exercises: name one of them");
  return found.front();
}

Status UnknownExercise(const std::string& name) {
  return Error("there is no exercise " + name + ". These are there:  ./workbook list");
}

Report ReportOf(const BuildEvents& events, const std::string& label,
                const ExerciseEntry& exercise) {
  const BuiltTarget target = events.Target(label);
  if (!target.built) return UngradedReport(exercise, target.failure);
  const auto report = ReadReport(ReadFile(FileOf(target, ".report.json")).value_or(""));
  return report.ok() ? report.value() : UngradedReport(exercise, report.status().message());
}

StatusOr<BuildEvents> BuiltByBazel(const Environment& environment,
                                   std::vector<std::string> arguments,
                                   const std::function<void(const BuildEvents&)>& on_progress) {
  const ScratchFolder scratch;
  arguments.insert(arguments.begin(), "build");
  const BazelCommand command = {environment.bazel, environment.workspace, std::move(arguments),
                                scratch.path() / "events.json", scratch.path() / "log"};
  auto run = RunBazel(command, on_progress);
  if (!run.ok()) return run.status();
  const std::string trouble = WhyNoResults(run.value(), command.log_path);
  if (!trouble.empty()) return Error(trouble);
  return std::move(run.value().events);
}

std::string WhyNoResults(const BazelRun& run, const std::string& log_path) {
  if (run.interrupted)
    return "interrupted. What is done is kept: the same command goes on from there";
  const bool results = run.exit_code == kBazelDone || run.exit_code == kBazelSomeFailed;
  if (results && (run.exit_code == kBazelDone || run.events.completed() > 0)) return "";
  return "Bazel ended with exit code " + std::to_string(run.exit_code) + ":\n" +
         LogExcerpt(log_path, kLogLinesShown);
}

}  // namespace checker

// What the commands have Bazel build: the list of exercises, and reports.
//
// Thread safety: one build at a time.
#ifndef CHECKER_WORKSPACE_WORKBOOK_BUILD_H_
#define CHECKER_WORKSPACE_WORKBOOK_BUILD_H_

#include <functional>
#include <string>
#include <vector>

#include "checker/base/status.h"
#include "checker/bazel/bazel.h"
#include "checker/findings/report.h"
#include "checker/submission/catalogue.h"
#include "checker/workspace/environment.h"

namespace checker {

// The chapters and exercises of the workbook.
StatusOr<Catalogue> LoadCatalogue(const Environment& environment);

// The one exercise that `name` means.
StatusOr<ExerciseEntry> FindExercise(const Environment& environment, const std::string& name);

// "there is no exercise ..." and what to do.
Status UnknownExercise(const std::string& name);

// The report that Bazel built as `label`. What it could not build could not be graded.
Report ReportOf(const BuildEvents& events, const std::string& label, const ExerciseEntry& exercise);

// What Bazel built of `arguments` (of `bazel build`); fails where its results do not count.
StatusOr<BuildEvents> BuiltByBazel(
    const Environment& environment, std::vector<std::string> arguments,
    const std::function<void(const BuildEvents&)>& on_progress = [](const BuildEvents&) {});

// Nothing if the build came so far that its results count, else why it did not.
std::string WhyNoResults(const BazelRun& run, const std::string& log_path);

}  // namespace checker

#endif  // CHECKER_WORKSPACE_WORKBOOK_BUILD_H_

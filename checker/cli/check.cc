#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "checker/cli/built_submission.h"
#include "checker/cli/check_one.h"
#include "checker/cli/commands.h"
#include "checker/cli/learner_state.h"
#include "checker/findings/report_json.h"
#include "checker/report/report_text.h"
#include "checker/workspace/progress_line.h"
#include "checker/workspace/workbook_build.h"

namespace checker {
namespace {

using Json = nlohmann::ordered_json;

StatusOr<std::vector<Report>> BuildReports(const std::vector<ExerciseEntry>& exercises,
                                           const Environment& environment) {
  std::vector<std::string> arguments = {"--keep_going"};
  for (const auto& exercise : exercises) arguments.push_back(OwnLabel(exercise));
  ProgressLine line("checking", exercises.size(), environment.terminal);
  const auto events = BuiltByBazel(environment, std::move(arguments),
                                   [&](const BuildEvents& e) { line.Update(e.completed()); });
  if (!events.ok()) return events.status();
  std::vector<Report> reports;
  for (const auto& exercise : exercises) {
    reports.push_back(ReportOf(events.value(), OwnLabel(exercise), exercise));
  }
  return reports;
}

// One exercise has all cores to itself; of several, Bazel builds as many at a time as it can.
StatusOr<std::vector<Report>> Reports(const std::vector<ExerciseEntry>& exercises,
                                      const Environment& environment) {
  if (exercises.size() > 1) return BuildReports(exercises, environment);
  const auto report = CheckOne(exercises.front(), environment);
  if (!report.ok()) return report.status();
  return std::vector<Report>{report.value()};
}

void PrintJson(const std::vector<Report>& reports) {
  Json list = Json::array();
  for (const auto& report : reports) list.push_back(Json::parse(ReportToJson(report)));
  fmt::print("{}\n", Json({{"schema", 1}, {"reports", list}}).dump(1));
}

// One exercise in full; of several the overview, after the whole story of those that were begun.
void PrintText(const std::vector<Report>& reports, TextStyle style) {
  if (reports.size() == 1) return fmt::print("{}", ReportToText(reports.front(), style));
  for (const auto& report : reports) {
    if (report.verdict == kPassed || report.verdict == kNotAttempted) continue;
    fmt::print("{}\n", ReportToText(report, style));
  }
  for (const auto& report : reports) fmt::print("{}", ReportToLine(report, style));
}

int ExitCode(const std::vector<Report>& reports) {
  const auto any = [&](auto predicate) {
    return std::any_of(reports.begin(), reports.end(), predicate);
  };
  if (any([](const Report& report) { return !report.points; })) return kCouldNotRun;
  const bool short_of = any([](const Report& r) { return r.verdict != kPassed; });
  return short_of ? kFallsShort : kDone;
}

void Remember(const std::vector<Report>& reports, const Environment& environment) {
  LearnerState state = LoadLearnerState(environment.workspace);
  for (const auto& report : reports) state.Note(report);
  SaveLearnerState(environment.workspace, state);
}

}  // namespace

int RunCheck(const CheckOptions& options, const Environment& environment) {
  const auto catalogue = LoadCatalogue(environment);
  if (!catalogue.ok()) return Complain(catalogue.status().message());
  const auto exercises = catalogue.value().Named(options.name);
  if (exercises.empty()) return Complain(UnknownExercise(options.name).message());
  const auto reports = Reports(exercises, environment);
  if (!reports.ok()) return Complain(reports.status().message());
  Remember(reports.value(), environment);
  if (options.json) {
    PrintJson(reports.value());
  } else {
    PrintText(reports.value(), {environment.color});
  }
  return ExitCode(reports.value());
}

}  // namespace checker

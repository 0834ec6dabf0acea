// judge: runs a built submission, case by case, and writes the report. Never fails because of the
// submission; exits 2 when it could not do its own work.
#include <CLI/CLI.hpp>
#include <iostream>
#include <stdexcept>

#include "checker/base/file_io.h"
#include "checker/compile/submitted_file.h"
#include "checker/findings/report_json.h"
#include "checker/judge/judge.h"
#include "checker/sandbox/sandbox_init.h"

namespace checker {
namespace {

struct Arguments {
  std::string exercise, build, binary, report, symbolizer;
  std::vector<std::string> sources;
  CaseJudge::Settings settings;
};

SourceTexts ReadSources(const std::vector<std::string>& list) {
  SourceTexts texts;
  for (const std::string& entry : list) {
    const std::size_t equals = entry.find('=');
    if (equals == std::string::npos) throw std::runtime_error("--source=NAME=PATH is the form");
    texts[entry.substr(0, equals)] =
        SourceText(ReadSubmittedFile(entry.substr(equals + 1)).contents);
  }
  return texts;
}

void Judge(Arguments& arguments) {
  const Exercise exercise = ExerciseFromJson(ReadFile(arguments.exercise).value());
  BuildOutcome build = BuildOutcomeFromJson(ReadFile(arguments.build).value());
  if (!arguments.symbolizer.empty()) build.symbolizer = arguments.symbolizer;
  if (arguments.settings.schedules == 0) arguments.settings.schedules = exercise.schedules;
  const Report report = JudgeSubmission(exercise, build, arguments.binary,
                                        ReadSources(arguments.sources), arguments.settings);
  if (!WriteAtomically(arguments.report, ReportToJson(report)).ok()) {
    throw std::runtime_error("cannot write " + arguments.report);
  }
}

int Main(int argc, char** argv) {
  CLI::App app{"Runs a built submission case by case, in a sandbox, and writes its report."};
  Arguments arguments;
  arguments.settings.schedules = 0;
  app.add_option("--exercise", arguments.exercise, "exercise.json")->required();
  app.add_option("--build", arguments.build, "build.json")->required();
  app.add_option("--binary", arguments.binary, "the test binary")->required();
  app.add_option("--source", arguments.sources, "NAME=PATH of a student's file");
  app.add_option("--report", arguments.report, "where report.json goes")->required();
  app.add_option("--symbolizer", arguments.symbolizer, "llvm-symbolizer, if not the compiler's");
  app.add_option("--seed", arguments.settings.seed, "of the explored schedules");
  app.add_option("--schedules", arguments.settings.schedules, "per case; 0: the exercise's");
  app.add_option("--uncontrolled", arguments.settings.uncontrolled,
                 "repetitions with real threads after a clean exploration");
  std::string until;
  app.add_option("--until", until, "end as soon as a case has shown this kind of finding");
  app.add_option("--first", arguments.settings.first, "the case to begin with");
  app.add_option("--jobs", arguments.settings.jobs, "cases at the same time");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    return app.exit(problem) == 0 ? 0 : 2;
  }
  arguments.settings.until = protocol::FindingKindNamed(until);
  if (!until.empty() && !arguments.settings.until) {
    throw std::runtime_error("--until: there is no kind of finding \"" + until + "\"");
  }
  Judge(arguments);
  return 0;
}

}  // namespace
}  // namespace checker

int main(int argc, char** argv) {
  if (const auto status = checker::RunAsSandboxInit(argc, argv)) return *status;
  try {
    return checker::Main(argc, argv);
  } catch (const std::exception& problem) {
    std::cerr << "judge: " << problem.what() << "\n";
    return 2;
  }
}

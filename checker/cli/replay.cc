#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>

#include "checker/base/file_io.h"
#include "checker/cli/commands.h"
#include "checker/cli/replay_build.h"
#include "checker/findings/explain/annotate.h"
#include "checker/findings/explain/explain.h"
#include "checker/judge/case_context.h"
#include "checker/judge/test_binary.h"
#include "checker/judge/verdict.h"
#include "checker/report/formats/export_format.h"
#include "checker/report/replay_text.h"
#include "checker/report/report_text.h"
#include "checker/workspace/workbook_build.h"

namespace checker {
namespace {

// A token as it is shown: the number of the case and the schedule.
struct Token {
  std::size_t case_number;
  std::string schedule;
};

StatusOr<Token> ParseToken(const std::string& shown) {
  const std::size_t dot = shown.find('.');
  const bool number = dot != std::string::npos && dot > 0 && dot < 5 &&
                      shown.find_first_not_of("0123456789") == dot;
  const auto plain = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_';
  };
  if (!number || dot + 1 == shown.size() ||
      !std::all_of(shown.begin() + static_cast<long>(dot) + 1, shown.end(), plain)) {
    return Error("\"" + shown + "\" is no token: it looks like 3.7f3a91, and the report shows it");
  }
  return Token{std::stoul(shown.substr(0, dot)), shown.substr(dot + 1)};
}

// One replay of one schedule of a built submission.
class Replay {
 public:
  Replay(const ExerciseEntry& entry, const ReplayBuild& build)
      : exercise_(ExerciseFromJson(entry.spec_json)),
        binary_(build.binary, build.symbolizer, exercise_) {
    for (const auto& [name, contents] : build.files) sources_[name] = SourceText(contents);
  }

  // Fails if there is no such case, or if the schedule could not be run.
  Status Run(const Token& token) {
    const auto cases = binary_.Run({"--list"}).records.cases;
    if (token.case_number == 0 || token.case_number > cases.size()) {
      return Error(
          fmt::format("there is no case {}: the exercise has {}", token.case_number, cases.size()));
    }
    const std::string& name = cases[token.case_number - 1];
    JobResult job = binary_.Run({"--case=" + name, "--replay=" + token.schedule, "--trace"});
    const Verdict verdict = VerdictOf(job);
    if (verdict.not_graded) return Error(*verdict.not_graded);
    failed_ = verdict.failure.has_value();
    context_ = CaseContext(exercise_, sources_, name, verdict, std::move(job.records.trace));
    context_.symbols = binary_.Symbolize(context_.Addresses());
    return OkStatus();
  }

  const FailureContext& context() const { return context_; }
  bool failed() const { return failed_; }

 private:
  const Exercise exercise_;
  const TestBinary binary_;
  SourceTexts sources_;
  FailureContext context_;
  bool failed_ = false;
};

std::size_t ScreenColumns() {
  winsize size = {};
  const bool known = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 120;
}

void PrintText(const ReplayedSchedule& shown, const Replay& replay,
               const Environment& environment) {
  fmt::print("{}\n", ReplayToText(shown, ScreenColumns(), {environment.color}));
  if (!replay.failed()) return fmt::print("This schedule does not fail.\n");
  Report report;
  Finding finding = ExplainFailure(replay.context());
  finding.trace = {};     // the columns above show more
  finding.token.clear();  // it has just been replayed
  fmt::print("{}", FindingToText(report, finding, {environment.color}));
}

Status WriteFiles(const ReplayedSchedule& shown, const ReplayOptions& options,
                  const Environment& environment) {
  for (const auto& [format, path] : options.files) {
    const auto written =
        WriteAtomically(environment.Resolve(path), ReplayFormatNamed(format).write(shown));
    if (!written.ok()) return written;
  }
  return OkStatus();
}

ReplayedSchedule Shown(const Replay& replay) {
  ReplayedSchedule shown;
  shown.case_name = replay.context().case_name;
  shown.kind = replay.context().failure.kind;
  shown.trace = Annotate(replay.context());
  return shown;
}

}  // namespace

int RunReplay(const ReplayOptions& options, const Environment& environment) {
  const auto token = ParseToken(options.token);
  if (!token.ok()) return Complain(token.status().message());
  const auto exercise = FindExercise(environment, options.name);
  if (!exercise.ok()) return Complain(exercise.status().message());
  const auto build = BuildForReplay(options, exercise.value(), environment);
  if (!build.ok()) return Complain(build.status().message());
  Replay replay(exercise.value(), build.value());
  const auto ran = replay.Run(token.value());
  if (!ran.ok()) return Complain(ran.message());
  ReplayedSchedule shown = Shown(replay);
  shown.exercise = exercise.value().Label();
  shown.token = options.token;
  const auto written = WriteFiles(shown, options, environment);
  if (!written.ok()) return Complain(written.message());
  if (options.printed.empty()) {
    PrintText(shown, replay, environment);
  } else {
    fmt::print("{}", ReplayFormatNamed(options.printed).write(shown));
  }
  return replay.failed() ? kFallsShort : kDone;
}

}  // namespace checker

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>

#include "checker/base/file_io.h"
#include "checker/cli/commands.h"
#include "checker/cli/replay_build.h"
#include "checker/cli/replay_story.h"
#include "checker/findings/tell.h"
#include "checker/judge/test_binary.h"
#include "checker/judge/verdict.h"
#include "checker/report/report_text.h"
#include "checker/report/story_html.h"
#include "checker/report/story_json.h"
#include "checker/report/story_text.h"
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

std::vector<CodeOffset> Addresses(const Failure& failure, const std::optional<RaceReport>& race,
                                  const std::vector<TraceStep>& trace) {
  std::vector<CodeOffset> all;
  const auto add = [&](const Stack& stack) { all.insert(all.end(), stack.begin(), stack.end()); };
  for (const BlockedThread& thread : failure.threads) add(thread.stack);
  if (failure.early_notify) add(failure.early_notify->stack);
  if (race) add(race->Addresses());
  for (const TraceStep& step : trace) add(step.stack);
  return all;
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
    evidence_.case_name = cases[token.case_number - 1];
    JobResult job =
        binary_.Run({"--case=" + evidence_.case_name, "--replay=" + token.schedule, "--trace"});
    const Verdict verdict = VerdictOf(job);
    if (verdict.not_graded) return Error(*verdict.not_graded);
    Take(verdict, std::move(job.records.trace));
    return OkStatus();
  }

  const Evidence& evidence() const { return evidence_; }
  bool failed() const { return failed_; }

 private:
  void Take(const Verdict& verdict, std::vector<TraceStep> trace) {
    failed_ = verdict.failure.has_value();
    if (failed_) evidence_.failure = *verdict.failure;
    evidence_.race = verdict.report;
    evidence_.symbols = binary_.Symbolize(Addresses(evidence_.failure, evidence_.race, trace));
    evidence_.trace = std::move(trace);
    evidence_.sources = &sources_;
    evidence_.given = {exercise_.given.begin(), exercise_.given.end()};
    evidence_.test_file = exercise_.test;
  }

  const Exercise exercise_;
  const TestBinary binary_;
  SourceTexts sources_;
  Evidence evidence_;
  bool failed_ = false;
};

std::size_t ScreenColumns() {
  winsize size = {};
  const bool known = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 120;
}

void PrintText(const Story& story, const Replay& replay, const Environment& environment) {
  fmt::print("{}\n", StoryToText(story, ScreenColumns(), {environment.color}));
  if (!replay.failed()) return fmt::print("This schedule does not fail.\n");
  Report report;
  Finding finding = TellFailure(replay.evidence());
  finding.diagram.clear();  // the columns above show more
  finding.token.clear();    // it has just been replayed
  fmt::print("{}", FindingToText(report, finding, {environment.color}));
}

Status WriteFiles(const Story& story, const ReplayOptions& options,
                  const Environment& environment) {
  Status written;
  if (!options.trace_path.empty()) {
    written = WriteAtomically(environment.Resolve(options.trace_path), StoryToChromeTrace(story));
  }
  if (written.ok() && !options.html_path.empty()) {
    written = WriteAtomically(environment.Resolve(options.html_path), StoryToHtml(story));
  }
  return written;
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
  Story story = StoryOf(replay.evidence());
  story.exercise = exercise.value().Label();
  story.token = options.token;
  const auto written = WriteFiles(story, options, environment);
  if (!written.ok()) return Complain(written.message());
  if (options.json) {
    fmt::print("{}", StoryToJson(story));
  } else {
    PrintText(story, replay, environment);
  }
  return replay.failed() ? kFallsShort : kDone;
}

}  // namespace checker

#include "checker/cli/check_one.h"

#include <fmt/format.h>

#include <functional>
#include <string>
#include <thread>

#include "checker/base/file_io.h"
#include "checker/cli/built_submission.h"
#include "checker/findings/explain/explain.h"
#include "checker/findings/explain/words.h"
#include "checker/findings/report_json.h"
#include "checker/judge/case_context.h"
#include "checker/judge/judge.h"
#include "checker/report/read_report.h"
#include "checker/report/report_text.h"

namespace checker {
namespace {

namespace fs = std::filesystem;

// Of all that the report depends on: the submission with its test and runtime, the exercise, and
// the judge, which is part of this program. Tells a changed file, and is no guard against a forged
// one.
std::string FingerprintOf(const ExerciseEntry& entry, const BuiltSubmission& built) {
  std::string fingerprint;
  for (const std::string& part :
       {entry.spec_json, BuildOutcomeToJson(built.outcome), ReadFile(built.binary).value_or(""),
        ReadFile("/proc/self/exe").value_or("")}) {
    fingerprint += fmt::format("{:016x}", std::hash<std::string>()(part));
  }
  return fingerprint;
}

fs::path ReportPath(const ExerciseEntry& entry, const Environment& environment,
                    const std::string& fingerprint) {
  return environment.cache / "checked" / (entry.chapter + "-" + entry.name) /
         (fingerprint + ".json");
}

// Tells of the cases while they are judged: the first that fails in full, of the others a line.
class Teller {
 public:
  Teller(const Exercise& exercise, const SourceTexts& sources, const BuiltSubmission& built,
         bool color)
      : exercise_(exercise),
        sources_(sources),
        binary_(built.binary, built.outcome.symbolizer, exercise),
        style_{color} {}

  void Tell(const CaseReport& one, const Verdict& verdict) {
    if (one.outcome == kNotAttempted) return;  // nothing that the report would not say in a line
    const char* kind = verdict.failure ? NameOf(*verdict.failure->kind) : one.outcome.c_str();
    fmt::print(stderr, "{:>3} of {}  {:<18}  {}\n", ++told_, exercise_.points.size(), kind,
               CaseAsSentence(one.name));
    if (one.outcome == kFailed && !failed_) TellFirst(one, verdict);
    failed_ = failed_ || one.outcome == kFailed;
  }

 private:
  void TellFirst(const CaseReport& one, const Verdict& verdict) {
    FailureContext context = CaseContext(exercise_, sources_, one.name, verdict, {});
    context.symbols = binary_.Symbolize(context.Addresses());
    Finding finding = ExplainFailure(context);
    finding.token.clear();  // it has not been confirmed yet
    fmt::print(stderr, "\n{}\nThe other cases are still to come.\n\n",
               FindingToText(Report(), finding, style_));
  }

  const Exercise& exercise_;
  const SourceTexts& sources_;
  const TestBinary binary_;
  const TextStyle style_;
  std::size_t told_ = 0;
  bool failed_ = false;
};

Report Judged(const ExerciseEntry& entry, const BuiltSubmission& built,
              const Environment& environment) {
  const Exercise exercise = ExerciseFromJson(entry.spec_json);
  SourceTexts sources;
  for (const auto& [name, text] : OwnFiles(entry, environment)) sources[name] = SourceText(text);
  Teller teller(exercise, sources, built, environment.color);
  CaseJudge::Settings settings;
  settings.schedules = exercise.schedules;
  settings.jobs = static_cast<int>(std::thread::hardware_concurrency());
  settings.on_explored = [&](const CaseReport& one, const Verdict& verdict) {
    teller.Tell(one, verdict);
  };
  return JudgeSubmission(exercise, built.outcome, built.binary, sources, settings);
}

// Bazel would say it, too, but not what to do.
Status AllThere(const ExerciseEntry& exercise, const Environment& environment) {
  for (const std::string& name : exercise.files) {
    const fs::path file = fs::path("chapters") / exercise.chapter / name;
    if (fs::exists(environment.workspace / file)) continue;
    return Error(
        fmt::format("{0} is missing. Its stub comes back by  git checkout -- {0}", file.string()));
  }
  return OkStatus();
}

}  // namespace

StatusOr<Report> CheckOne(const ExerciseEntry& exercise, const Environment& environment) {
  if (const Status there = AllThere(exercise, environment); !there.ok()) return there;
  const auto built = BuildTestBinary(OwnLabel(exercise), {}, environment);
  if (!built.ok()) return built.status();
  const fs::path path = ReportPath(exercise, environment, FingerprintOf(exercise, built.value()));
  if (const auto known = ReadReport(ReadFile(path).value_or("")); known.ok()) return known;
  const Report report = Judged(exercise, built.value(), environment);
  if (report.points) {  // else another try may bring more
    std::error_code ignored;
    fs::remove_all(path.parent_path(), ignored);
    fs::create_directories(path.parent_path(), ignored);
    (void)WriteAtomically(path, ReportToJson(report));
  }
  return report;
}

}  // namespace checker

#include "checker/judge/case_judge.h"

#include "checker/findings/explain/explain.h"
#include "checker/judge/case_context.h"

namespace checker {
namespace {

// A replay is one schedule; shrinking tries some hundreds.
constexpr std::chrono::seconds kReplayTime{20};
constexpr std::chrono::seconds kShrinkTime{20};
// With real threads nobody knows how long a case takes; it is an extra, so it ends soon.
constexpr std::chrono::seconds kUncontrolledTime{5};

CaseReport ReportOf(const std::string& name, int points, const JobResult& job) {
  CaseReport report;
  report.name = name;
  report.points = points;
  if (!job.records.end) return report;
  report.schedules = job.records.end->schedules;
  report.distinct = job.records.end->distinct;
  report.exhausted_delays = job.records.end->exhausted_delays;
  return report;
}

std::string OutcomeOf(const Verdict& verdict) {
  if (verdict.not_graded) return kCouldNotBeGraded;
  if (!verdict.failure) return kPassed;
  return verdict.failure->kind == FindingKind::kNotAttempted ? kNotAttempted : kFailed;
}

}  // namespace

ExploredCase CaseJudge::Explore(const std::string& name) const {
  const JobResult job =
      binary_.Run({"--case=" + name, "--schedules=" + std::to_string(settings_.schedules),
                   "--seed=" + std::to_string(settings_.seed)});
  ExploredCase explored = {ReportOf(name, exercise_.points.at(name), job), VerdictOf(job)};
  Verdict& verdict = explored.verdict;
  if (verdict.clean() && !RanAll(*job.records.end)) {
    verdict.not_graded = "the exploration ended before all schedules were run";
  }
  // No test sleeps in real time, so a case in which somebody waits for a time is explored only.
  if (verdict.clean() && !job.records.end->time_passed) {
    if (auto uncontrolled = RunUncontrolled(name)) verdict = *uncontrolled;
  }
  explored.report.outcome = OutcomeOf(verdict);
  if (verdict.failure) explored.report.first_failure = verdict.failure->schedule;
  return explored;
}

CaseJudgement CaseJudge::Conclude(ExploredCase explored, int number, bool shorten) const {
  CaseJudgement judgement;
  judgement.report = std::move(explored.report);
  Verdict& verdict = explored.verdict;
  if (verdict.clean()) judgement.report.earned = judgement.report.points;
  if (verdict.not_graded) {
    judgement.not_graded = *verdict.not_graded + PlaceInWords(verdict.not_graded_stack);
  } else if (verdict.failure) {
    judgement.finding =
        FindingFor(number, ContextOf(judgement.report.name, std::move(verdict), shorten));
  }
  return judgement;
}

// All that was asked for, or all that there are.
bool CaseJudge::RanAll(const EndRecord& end) const {
  if (end.nothing_to_choose) return true;
  std::int64_t sum = 0;
  for (const auto& [strategy, count] : end.schedules) sum += count;
  return sum >= settings_.schedules;
}

// Only a data race counts: without the explorer a hang or a wrong result may be the machine's.
std::optional<Verdict> CaseJudge::RunUncontrolled(const std::string& name) const {
  if (settings_.uncontrolled <= 0) return std::nullopt;
  const JobResult job =
      binary_.Run({"--case=" + name, "--uncontrolled=" + std::to_string(settings_.uncontrolled)},
                  kUncontrolledTime);
  Verdict verdict = VerdictOf(job);
  if (!verdict.failure || verdict.failure->kind != FindingKind::kDataRace || !verdict.report) {
    return std::nullopt;
  }
  verdict.failure->token.clear();
  return verdict;
}

// Runs the shortest schedule known to fail in the same way in a fresh process, and takes what is
// seen there. Where the failure does not come again, the first sight stands, without a token.
Verdict CaseJudge::Confirmed(const std::string& name, const Verdict& first, bool shorten,
                             std::vector<TraceStep>& trace) const {
  if (first.failure->token.empty()) return first;
  Verdict again;
  const FindingKind kind = *first.failure->kind;
  const std::string shortest = shorten ? ShortestToken(name, *first.failure) : "";
  if (!shortest.empty() && Replays(name, shortest, kind, again, trace)) return again;
  if (Replays(name, first.failure->token, kind, again, trace)) return again;
  trace.clear();
  Verdict unconfirmed = first;
  unconfirmed.failure->token.clear();
  return unconfirmed;
}

std::string CaseJudge::ShortestToken(const std::string& name, const Failure& failure) const {
  const JobResult job = binary_.Run({"--case=" + name, "--shrink=" + failure.token}, kShrinkTime);
  return job.records.shrunk_token.value_or("");
}

bool CaseJudge::Replays(const std::string& name, const std::string& token, FindingKind kind,
                        Verdict& verdict, std::vector<TraceStep>& trace) const {
  JobResult job = binary_.Run({"--case=" + name, "--replay=" + token, "--trace"}, kReplayTime);
  verdict = VerdictOf(job);
  if (!verdict.failure || verdict.failure->kind != kind) return false;
  verdict.failure->token = token;
  trace = std::move(job.records.trace);
  return true;
}

// All that a person wants to know of the failure; for who asks for a kind only, what is known
// anyway.
FailureContext CaseJudge::ContextOf(const std::string& name, Verdict verdict, bool shorten) const {
  std::vector<TraceStep> trace;
  const FindingKind kind = *verdict.failure->kind;
  // An endless loop is the same endless loop each time, and each time takes its while.
  const bool repeatable = kind != FindingKind::kNotAttempted && kind != FindingKind::kTimeLimit;
  if (repeatable && !settings_.until) verdict = Confirmed(name, verdict, shorten, trace);
  FailureContext context = CaseContext(exercise_, sources_, name, verdict, std::move(trace));
  if (!settings_.until) context.symbols = binary_.Symbolize(context.Addresses());
  return context;
}

Finding CaseJudge::FindingFor(int number, const FailureContext& context) const {
  Finding finding = ExplainFailure(context);
  finding.points_lost = exercise_.points.at(context.case_name);
  if (!finding.token.empty()) finding.token = std::to_string(number) + "." + finding.token;
  const bool seen_once = finding.token.empty() && context.failure.schedule > 0;
  if (seen_once && finding.kind != FindingKind::kNotAttempted) {
    finding.details["confirmed"] = "no: it did not happen again when the schedule was repeated";
  }
  return finding;
}

// " at rlock.h, lock, line 12", or "" if that is not known.
std::string CaseJudge::PlaceInWords(const Stack& stack) const {
  FailureContext context = FilesContext(exercise_, sources_);
  context.symbols = binary_.Symbolize(stack);
  const auto place = context.MainLocation(stack);
  return place ? " at " + place->file + ":" + std::to_string(place->line) : "";
}

}  // namespace checker

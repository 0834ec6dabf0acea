// A short search of all schedules with one delay comes first, since most failures need no more,
// then delta debugging on the list of deviations. Those that are left take place where their task
// stands at the same decision of its own. Each attempt is a process of its own.
#include "checker/explore/engine/shrinking.h"

#include "checker/explore/base/raw.h"
#include "checker/explore/engine/delta_debugging.h"
#include "checker/explore/report/job_report.h"
#include "checker/explore/report/record.h"
#include "checker/explore/report/report.h"
#include "checker/explore/strategy/token.h"

namespace explore {
namespace {

constexpr int kMostAttempts = 250;
constexpr int kShortEnough = 2;           // deviations
constexpr std::uint64_t kSearched = 400;  // schedules of the search with few delays
constexpr std::size_t kTokenSize = std::size_t{1} << 20;

struct Failure {
  bool any = false;
  FindingKind kind = FindingKind::kWrongResult;
  int line = 0;

  bool operator==(const Failure&) const = default;
};

class Shrinker {
 public:
  explicit Shrinker(const Job& job) : job_(job) { job_.options.shrink = nullptr; }

  // Whether the token fails at all; from then on only the same failure counts.
  bool Begin(const char* token) {
    if (!Attempt(token)) return false;
    TakeResult(best_);
    return true;
  }

  // Memory points multiply the schedules, and few failures need them.
  void SearchFewDelays() {
    if (SearchFewDelays(MemoryPoints::kOff) || !best_.plan.memory_points) return;
    SearchFewDelays(MemoryPoints::kOn);
  }

  void RemoveWhatIsNotNeeded() {
    explore::RemoveWhatIsNotNeeded(best_, kMostAttempts - attempts_,
                                   [this](RecordedSchedule& candidate) {
                                     if (!AttemptVariation(candidate)) return false;
                                     TakeResult(candidate);
                                     return true;
                                   });
  }

  int deviations() const { return best_.count; }
  void SayTo(Text& text) const {
    text.Add("  shrunk to ").Number(best_.count);
    text.Add(best_.count == 1 ? " deviation" : " deviations")
        .Add(" from the default order: token ");
    text.Add(TokenText(best_).c_str()).Add("\n  step by step:  --replay=");
    text.Add(TokenText(best_).c_str()).Add(" --trace\n");
  }
  void Report() const {
    ReportShrunk(wanted_.kind, TokenText(best_).c_str(), best_.count, attempts_);
  }

 private:
  bool SearchFewDelays(MemoryPoints memory_points) {
    Job job = job_;
    job.options.replay = nullptr;
    job.options.schedules = kSearched;
    job.options.portfolio.only_one = true;
    job.options.portfolio.strategy = StrategyKind::kDelayBounded;
    job.options.portfolio.memory_points = memory_points;
    job.options.portfolio.spurious_delays = best_.plan.spurious_one_in != 0;
    Run(job);
    const bool found = FailsTheSame() && arena->schedule.deviation_count <= best_.count;
    if (found) TakeResult(best_);
    return found;
  }

  static const Text& TokenText(const RecordedSchedule& schedule) {
    static TextOf<kTokenSize> text;
    text.Clear();
    AddDeviationToken(text, schedule.plan, schedule.deviations, schedule.count);
    return text;
  }

  void Run(Job& job) {
    ++attempts_;
    arena->schedule.active = arena->job.failure_written = arena->job.ended = false;
    arena->job.next_index = 0;
    arena->schedule.outcome.failed = false;
    arena->schedule.outcome.race = false;
    RunJob(job);
  }

  bool Attempt(const char* token) {
    job_.options.replay = token;
    Run(job_);
    return FailsTheSame();
  }

  static Failure FailureOfRun() {
    Failure failure;
    const Outcome& outcome = arena->schedule.outcome;
    failure.any = outcome.bad();
    failure.kind = outcome.race ? FindingKind::kDataRace : outcome.kind;
    failure.line = outcome.race ? 0 : outcome.line;
    return failure;
  }

  bool FailsTheSame() {
    const Failure failure = FailureOfRun();
    if (!failure.any || arena->schedule.deviations_lost) return false;
    if (!wanted_.any) wanted_ = failure;
    return failure == wanted_;
  }

  // What took place in the last run.
  static void TakeResult(RecordedSchedule& into) {
    into.plan = arena->schedule.plan;
    into.plan.strategy = StrategyKind::kReplay;
    into.count = arena->schedule.deviation_count;
    for (int i = 0; i < into.count; ++i) into.deviations[i] = arena->deviations[i];
  }

  bool AttemptVariation(const RecordedSchedule& candidate) {
    job_.variation = &candidate;
    Run(job_);
    job_.variation = nullptr;
    return FailsTheSame();
  }

  Job job_;
  int attempts_ = 0;
  Failure wanted_;
  RecordedSchedule best_;
};

}  // namespace

int Shrink(Job& job) {
  channel.quiet = true;
  static Shrinker shrinker(job);
  const bool fails = shrinker.Begin(job.options.shrink);
  if (fails && shrinker.deviations() > 0) shrinker.SearchFewDelays();
  if (fails && shrinker.deviations() > kShortEnough) shrinker.RemoveWhatIsNotNeeded();
  channel.quiet = false;
  if (!PersonReads()) {
    fails ? shrinker.Report() : ReportNotShrunk();
  } else {
    TextOf<kTokenSize>& text = *new TextOf<kTokenSize>;
    if (fails) shrinker.SayTo(text);
    Say(fails ? text
              : text.Add("  the failure did not come again when its schedule was repeated\n"));
  }
  return fails ? kExitFailed : kExitClean;
}

}  // namespace explore

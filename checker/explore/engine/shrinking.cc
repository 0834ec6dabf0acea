// Delta debugging (Zeller, Hildebrandt: Simplifying and Isolating Failure-Inducing Input, IEEE TSE
// 2002) on the list of deviations. Differences: a short search of all schedules with one delay
// comes first, since most failures need no more; the deviations that are left take place where
// their task stands at the same decision of its own; and a candidate that fails is replaced by what
// really took place when it ran. Each attempt is a process of its own.
#include "checker/explore/engine/shrinking.h"

#include "checker/explore/base/raw.h"
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

void Copy(Schedule& to, const Plan& plan, const Deviation* deviations, int count) {
  to.plan = plan;
  to.count = count;
  for (int i = 0; i < count; ++i) to.deviations[i] = deviations[i];
}

class Shrinker {
 public:
  explicit Shrinker(const Job& job) : job_(job) { job_.options.shrink = nullptr; }

  // Whether the token fails at all; from then on only the same failure counts.
  bool Begin(const char* token) {
    if (!Attempt(token)) return false;
    TakeResult();
    return true;
  }

  // Memory points multiply the schedules, and few failures need them.
  void SearchFewDelays() {
    if (SearchFewDelays(MemoryPoints::kOff) || !best_.plan.memory_points) return;
    SearchFewDelays(MemoryPoints::kOn);
  }

  void RemoveWhatIsNotNeeded() {
    int parts = 2;
    while (best_.count > 0 && attempts_ < kMostAttempts) {
      if (parts > best_.count) parts = best_.count;
      if (RemoveOneOf(parts)) {
        if (parts > 2) --parts;
      } else if (parts == best_.count) {
        return;
      } else {
        parts *= 2;
      }
    }
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
    if (found) TakeResult();
    return found;
  }

  static const Text& TokenText(const Schedule& schedule) {
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

  void TakeResult() {
    Copy(best_, arena->schedule.plan, arena->deviations, arena->schedule.deviation_count);
    best_.plan.strategy = StrategyKind::kReplay;
  }

  bool AttemptVariation(const Schedule& candidate) {
    job_.variation = &candidate;
    Run(job_);
    job_.variation = nullptr;
    return FailsTheSame();
  }

  // Tries the list without each of `parts` stretches of it. What comes of it is taken if it is
  // shorter: a deviation that is left need not take place.
  bool RemoveOneOf(int parts) {
    for (int part = parts - 1; part >= 0 && attempts_ < kMostAttempts; --part) {
      const int first = best_.count * part / parts;
      const int end = best_.count * (part + 1) / parts;
      static Schedule candidate;
      Copy(candidate, best_.plan, best_.deviations, first);
      for (int i = end; i < best_.count; ++i) {
        candidate.deviations[candidate.count++] = best_.deviations[i];
      }
      if (!AttemptVariation(candidate) || arena->schedule.deviation_count >= best_.count) continue;
      TakeResult();
      return true;
    }
    return false;
  }

  Job job_;
  int attempts_ = 0;
  Failure wanted_;
  Schedule best_;
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

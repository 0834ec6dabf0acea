#include "checker/explore/job.h"

#include <fcntl.h>

#include <initializer_list>

#include "checker/explore/arena.h"
#include "checker/explore/leak.h"
#include "checker/explore/raw.h"
#include "checker/explore/record.h"
#include "checker/explore/report.h"
#include "checker/explore/run.h"
#include "checker/explore/strategy/delay_bounded.h"
#include "checker/explore/strategy/replay.h"
#include "checker/explore/supervise.h"
#include "checker/explore/token.h"
#include "checker/explore/trace.h"
#include "checker/explore/tsan.h"

namespace checker {
namespace {

// A test case that never offers a choice, as one with a single thread, has one schedule only. It is
// run this often to be sure, with memory points and spurious wake-ups among them.
constexpr std::uint64_t kSchedulesToSeeAChoice = 24;

void SayEnd() {
  TextOf<1024> text;
  text.Add("  ").Number(static_cast<std::int64_t>(arena->schedules_done)).Add(" schedules, ");
  text.Number(arena->distinct).Add(" distinct, ");
  text.Number(static_cast<std::int64_t>(arena->total_steps)).Add(" steps");
  if (arena->exhausted_delays >= 0) {
    text.Add(", all schedules with up to ").Number(arena->exhausted_delays).Add(" delays");
  }
  if (arena->choices == 0) text.Add(", nothing to choose");
  if (arena->failures > 1) text.Add(", failures: ").Number(arena->failures);
  text.Add(arena->failure_written || arena->failures > 0 ? "\n" : ": no failure\n");
  Say(text);
}

void ReportEnd() {
  arena->job_ended = true;
  if (PersonReads()) {
    SayEnd();
    return;
  }
  TextOf<2048> text;
  BeginRecord(text, "end");
  text.Field("schedules").Add("{");
  for (int i = 0; i < kStrategyCount; ++i) {
    const auto count = static_cast<std::int64_t>(arena->schedules_by_strategy[i]);
    if (count > 0) text.Field(NameOf(static_cast<StrategyKind>(i)), count);
  }
  text.Add("}").Field("distinct", arena->distinct);
  text.Field("exhausted_delays", arena->exhausted_delays);
  text.Field("max_threads", arena->most_threads);
  text.Field("steps", static_cast<std::int64_t>(arena->total_steps));
  text.Field("assertions", arena->assertions).Field("failures", arena->failures);
  text.Field("nothing_to_choose").Add(arena->choices == 0 ? "true" : "false");
  text.Field("hash").Add("\"").Hex(arena->hash).Add("\"");  // of the last schedule
  FinishRecord(text);
}

// Runs one schedule. Returns whether it went wrong; then that has been reported.
bool RunSchedule(Subject& subject, const Plan& plan) {
  SetPlan(plan);
  ++arena->number;
  subject.RunOnce(/*controlled=*/true);
  CountSchedule();
  if (plan.strategy != StrategyKind::kDefaultOrder) LookForLeak(subject);
  const Outcome& outcome = arena->outcome;
  if (outcome.kind[0] != 0) ReportNotedFailure();
  const bool failed = outcome.kind[0] != 0 || outcome.race;
  if (failed) ++arena->failures;
  return failed;
}

// What must be seen at least once, and never was.
void JudgeClaims() {
  for (int i = 0; i < arena->claims; ++i) {
    const Claim& claim = arena->claim[i];
    if (claim.seen) continue;
    TextOf<256> message;
    message.Add("never seen: ").Add(claim.what);
    arena->outcome.kind[0] = 0;
    arena->outcome.of_whole_job = true;
    NoteFailure(claim.overlap ? "too much locking" : "wrong result", message.c_str(), "", 0);
    ReportNotedFailure();
  }
}

int ExitCode() {
  if (!arena->failure_written) return kExitClean;
  return arena->races > 0 && arena->outcome.kind[0] == 0 ? kExitRace : kExitFailed;
}

bool NextOfDelayBounded(bool first) {
  DelayBoundedSearch& search = TheDelayBoundedSearch();
  if (first) {
    search.Restart();
    return true;
  }
  const bool more = search.Advance();
  arena->exhausted_delays = search.exhausted();
  return more;
}

// The default order comes first in every job, also before a replay: it initialises what is
// initialised once in a process, so that each further schedule finds the same state.
int Explore(Job& job) {
  Options& options = job.options;
  Portfolio& portfolio = options.portfolio;
  const std::uint64_t first = arena->next_index;
  bool failed = RunSchedule(*job.subject, Plan());
  portfolio.decisions = arena->decisions;
  portfolio.accesses = arena->accesses;
  const bool bounded = portfolio.only_one && portfolio.strategy == StrategyKind::kDelayBounded;
  for (std::uint64_t i = first; i + 1 < options.schedules; ++i) {
    if (failed && !options.keep_going) break;
    if (bounded && !NextOfDelayBounded(i == first)) break;
    if (i == kSchedulesToSeeAChoice && arena->choices == 0) break;
    arena->next_index = i + 1;
    failed = RunSchedule(*job.subject, portfolio.PlanFor(i));
  }
  if (!arena->failure_written) JudgeClaims();
  ReportEnd();
  return ExitCode();
}

int ReplayToken(Job& job) {
  static Deviation deviations[kMaxDeviations];
  Plan plan;
  int count = 0;
  if (!ParseToken(job.options.replay, plan, deviations, count)) return kExitUsage;
  const bool default_order = plan.strategy == StrategyKind::kReplay && count == 0;
  tracing = job.options.trace && default_order;
  const bool failed = RunSchedule(*job.subject, Plan());
  if (!failed && !default_order) {
    TheReplay().Load(deviations, count);
    tracing = job.options.trace;
    RunSchedule(*job.subject, plan);
  }
  ReportEnd();
  return ExitCode();
}

int RunUncontrolled(Job& job) {
  for (std::uint64_t i = 0; i < job.options.uncontrolled; ++i) {
    ++arena->heartbeat;
    arena->active = true;  // so that races are told
    job.subject->RunOnce(/*controlled=*/false);
    arena->active = false;
    ++arena->schedules_done;
    if (arena->outcome.kind[0] != 0) ReportNotedFailure();
    if (arena->failure_written && !job.options.keep_going) break;
  }
  ReportEnd();
  return ExitCode();
}

void SilenceEverything() {
  const long nowhere = RawCall(SYS_open, reinterpret_cast<long>("/dev/null"), O_WRONLY, 0);
  for (long fd : {1, 2}) RawCall(SYS_dup2, nowhere, fd);
  __sanitizer_set_report_fd(reinterpret_cast<void*>(nowhere));
}

int RunInChild(void* argument) {
  Job& job = *static_cast<Job*>(argument);
  if (channel.quiet) {
    SilenceEverything();
  } else if (channel.report_fd >= 0) {
    __sanitizer_set_report_fd(reinterpret_cast<void*>(static_cast<long>(channel.report_fd)));
  }
  if (job.options.uncontrolled > 0) return RunUncontrolled(job);
  if (job.options.replay != nullptr) return ReplayToken(job);
  return Explore(job);
}

}  // namespace

int RunJob(Job& job) {
  return RunSupervised(RunInChild, &job, /*controlled=*/job.options.uncontrolled == 0);
}

}  // namespace checker

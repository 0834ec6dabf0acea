#include "checker/explore/driver.h"

#include <cstring>

#include "checker/explore/arena.h"
#include "checker/explore/options.h"
#include "checker/explore/record.h"
#include "checker/explore/report.h"
#include "checker/explore/run.h"
#include "checker/explore/shrink.h"
#include "checker/explore/strategy/delay_bounded.h"
#include "checker/explore/strategy/replay.h"
#include "checker/explore/supervise.h"
#include "checker/explore/token.h"
#include "checker/explore/trace.h"
#include "checker/explore/tsan.h"

namespace checker {
namespace {

struct Job {
  Subject* subject;
  Options options;
};

void SayEnd() {
  TextOf<1024> text;
  text.Add("  ").Number(static_cast<std::int64_t>(arena->schedules_done)).Add(" schedules, ");
  text.Number(arena->distinct).Add(" distinct, ");
  text.Number(static_cast<std::int64_t>(arena->total_steps)).Add(" steps");
  if (arena->exhausted_delays >= 0) {
    text.Add(", all schedules with up to ").Number(arena->exhausted_delays).Add(" delays");
  }
  text.Add(arena->failure_written ? "\n" : ": no failure\n");
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
  text.Field("assertions", arena->assertions);
  FinishRecord(text);
}

// Runs one schedule. Returns whether it went wrong; then that has been reported.
bool RunSchedule(Subject& subject, const Plan& plan) {
  SetPlan(plan);
  subject.RunOnce(/*controlled=*/true);
  const Outcome& outcome = arena->outcome;
  if (outcome.kind[0] != 0) ReportNotedFailure();
  return outcome.kind[0] != 0 || outcome.race;
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
  bool failed = RunSchedule(*job.subject, Plan());
  portfolio.decisions = arena->decisions;
  portfolio.accesses = arena->accesses;
  const bool bounded = portfolio.only_one && portfolio.strategy == StrategyKind::kDelayBounded;
  for (std::uint64_t i = 0; i + 1 < options.schedules; ++i) {
    if (failed && !options.keep_going) break;
    if (bounded && !NextOfDelayBounded(i == 0)) break;
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

int RunJob(void* argument) {
  Job& job = *static_cast<Job*>(argument);
  if (channel.report_fd >= 0) {
    __sanitizer_set_report_fd(reinterpret_cast<void*>(static_cast<long>(channel.report_fd)));
  }
  if (job.options.uncontrolled > 0) return RunUncontrolled(job);
  if (job.options.replay != nullptr) return ReplayToken(job);
  return Explore(job);
}

void List(Subject& subject) {
  for (const Case& known : subject.Cases()) {
    TextOf<1024> text;
    if (PersonReads()) {
      Say(text.Add(known.name).Add("\n"));
      continue;
    }
    BeginRecord(text, "case");
    text.Field("name", known.name).Field("file", known.file).Field("line", known.line);
    FinishRecord(text);
  }
}

int RunCase(Job& job, const char* name) {
  if (PersonReads()) {
    TextOf<512> text;
    Say(text.Add(name).Add("\n"));
  }
  job.subject->Select(name);
  MapArena();
  if (job.options.shrink != nullptr) return Shrink(*job.subject, job.options.shrink);
  return RunSupervised(RunJob, &job, job.options.uncontrolled == 0);
}

}  // namespace

int Drive(int argc, char** argv, Subject& subject) {
  Job job{&subject, ParseOptions(argc, argv)};
  if (job.options.mistake != nullptr) {
    TextOf<2048> text;
    Say(text.Add("not understood: ").Add(job.options.mistake).Add("\n").Add(kUsage));
    return kExitUsage;
  }
  if (job.options.list) {
    List(subject);
    return kExitClean;
  }
  if (job.options.test_case != nullptr) return RunCase(job, job.options.test_case);
  int worst = kExitClean;
  for (const Case& known : subject.Cases()) {
    const int code = RunCase(job, known.name);
    if (code != kExitClean) worst = kExitFailed;
  }
  return worst;
}

}  // namespace checker

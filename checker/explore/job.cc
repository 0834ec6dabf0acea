#include "checker/explore/job.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

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
  text.Add("  ").Number(static_cast<std::int64_t>(arena->schedules_done)).Add(" schedules");
  if (arena->exhausted_delays > 0) {
    text.Add(" incl. all with up to ").Number(arena->exhausted_delays);
    text.Add(arena->exhausted_delays == 1 ? " delay" : " delays");
  }
  text.Add(", ").Number(arena->distinct).Add(" distinct, ");
  text.Number(static_cast<std::int64_t>(arena->total_steps)).Add(" steps");
  if (arena->choices == 0) text.Add(", nothing to choose");
  if (arena->failures > 1) text.Add(", failures: ").Number(arena->failures);
  text.Add(arena->failure_written || arena->failures > 0 ? "\n" : ": no failure\n");
  Say(text);
}

void ReportEnd() {
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
  text.Field("time_passed").Add(arena->time_passed ? "true" : "false");
  text.Field("hash").Add("\"").Hex(arena->hash).Add("\"");  // of the last schedule
  TextOf<256> token;
  AddToken(token);
  text.Field("last_token", token.c_str());
  FinishRecord(text);
}

void SilenceEverything() {
  const long nowhere = RawCall(SYS_open, reinterpret_cast<long>("/dev/null"), O_WRONLY, 0);
  for (long fd : {1, 2}) RawCall(SYS_dup2, nowhere, fd);
  __sanitizer_set_report_fd(reinterpret_cast<void*>(nowhere));
}

bool Failed() { return arena->outcome.kind[0] != 0 || arena->outcome.race; }

// Runs one schedule in this process. Returns whether it went wrong; then that has been reported.
bool RunHere(Subject& subject, const Plan& plan) {
  SetPlan(plan);
  ++arena->number;
  subject.RunOnce(/*controlled=*/true);
  CountSchedule();
  if (!plan.cold && plan.strategy != StrategyKind::kDefaultOrder) LookForLeak(subject);
  if (arena->outcome.kind[0] != 0) ReportNotedFailure();
  if (Failed()) ++arena->failures;
  return Failed();
}

// A schedule whose process ended in the midst of it is counted here; one that ended by _exit() or
// the like, which nothing inside could notice, is judged by its exit code.
void JudgeUnfinishedSchedule(int status) {
  if (!arena->active) return;
  arena->active = false;
  CountSchedule();
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
  if (!arena->failure_written && code != 0) {
    NoteExitCode(code);
    ReportNotedFailure();
  }
  if (arena->failure_written) ++arena->failures;
}

// Runs one schedule in a process of its own, forked from this one, which has run none: everything
// that a process initialises once is still to be initialised.
bool RunCold(Subject& subject, Plan plan) {
  plan.cold = true;
  arena->outcome.kind[0] = 0;
  arena->outcome.race = arena->failure_written = false;
  const pid_t child = _Fork();
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (channel.quiet) SilenceEverything();
    RawExit(RunHere(subject, plan) ? kExitFailed : kExitClean);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
  }
  ReportEndOfChild(status);
  JudgeUnfinishedSchedule(status);
  return arena->failure_written;
}

bool RunSchedule(Subject& subject, const Plan& plan) {
  const bool cold = plan.cold || subject.IsOrdinaryProgram();
  return cold ? RunCold(subject, plan) : RunHere(subject, plan);
}

// For schedules in fresh processes: the profile (profile.h) is that of a default order which was
// fresh itself. What goes wrong there is told where the default order is explored.
void TakeFreshProfile(Subject& subject) {
  const bool quiet = channel.quiet;
  channel.quiet = true;
  RunCold(subject, Plan());
  channel.quiet = quiet;
  arena->failures = 0;
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
  if (!arena->failure_written && arena->failures == 0) return kExitClean;
  return arena->races > 0 && arena->outcome.kind[0] == 0 ? kExitRace : kExitFailed;
}

// The plan for the index-th schedule of the portfolio. The delay-bounded search needs schedules
// that all start from the same state; when it is at its end, or has none, a random walk takes its
// turn.
Plan NextPlan(const Job& job, std::uint64_t index) {
  Plan plan = job.options.portfolio.PlanFor(index);
  if (plan.strategy != StrategyKind::kDelayBounded) return plan;
  DelayBoundedSearch& search = TheDelayBoundedSearch();
  const bool more = !job.cold && search.Advance();
  arena->exhausted_delays = search.exhausted();
  if (!more) plan.strategy = StrategyKind::kRandomWalk;
  return plan;
}

// The default order comes first in every process, also before a replay: it initialises what is
// initialised once, so that each further schedule finds the same state.
void Explore(Job& job) {
  Options& options = job.options;
  Portfolio& portfolio = options.portfolio;
  const std::uint64_t first = arena->next_index;
  bool failed = RunSchedule(*job.subject, Plan());
  portfolio.decisions = arena->default_decisions = arena->decisions;
  portfolio.accesses = arena->accesses;
  portfolio.races_on_purpose = options.ignore_races;
  if (first == 0) TheDelayBoundedSearch().Restart();
  for (std::uint64_t i = first; i + 1 < options.schedules; ++i) {
    if (failed && !options.keep_going) break;
    if (i == kSchedulesToSeeAChoice && arena->choices == 0) break;
    const Plan plan = NextPlan(job, i);
    if (portfolio.only_one && plan.strategy != portfolio.strategy) break;
    arena->next_index = i + 1;
    failed = RunSchedule(*job.subject, plan);
  }
}

// What is initialised once in a process was always initialised in the default order so far. If
// there is such a thing, some more schedules run where it is not.
void ExploreCold(Job& job) {
  constexpr std::uint64_t kOneIn = 8;
  TakeFreshProfile(*job.subject);
  for (std::uint64_t i = 0; i < job.options.schedules / kOneIn; ++i) {
    Plan plan = NextPlan(job, i);
    plan.cold = true;
    if (RunSchedule(*job.subject, plan)) return;
  }
}

// Runs what comes before the schedule of a token. False: that was all, or it failed.
bool PrepareReplay(Job& job, const Plan& plan, bool default_order) {
  const bool warm_up = !plan.cold && !job.subject->IsOrdinaryProgram();
  tracing = job.options.trace && default_order;
  if (default_order || warm_up) {
    if (RunSchedule(*job.subject, Plan()) || default_order) return false;
  }
  if (plan.strategy == StrategyKind::kSurw && !warm_up) TakeFreshProfile(*job.subject);
  return true;
}

void ReplayToken(Job& job) {
  static Schedule told;
  if (!ParseToken(job.options.replay, told.plan, told.deviations, told.count)) RawExit(kExitUsage);
  const bool by_seed = told.plan.strategy != StrategyKind::kReplay;
  if (!PrepareReplay(job, told.plan, !by_seed && told.count == 0 && !told.plan.cold)) return;
  TheReplay().Load(told.deviations, told.count);
  tracing = job.options.trace;
  RunSchedule(*job.subject, told.plan);
}

void ReplayVariation(Job& job) {
  const Schedule& variation = *job.variation;
  if (!PrepareReplay(job, variation.plan, /*default_order=*/false)) return;
  TheReplay().LoadByTask(variation.deviations, variation.count);
  RunSchedule(*job.subject, variation.plan);
}

void RunUncontrolled(Job& job) {
  for (std::uint64_t i = 0; i < job.options.uncontrolled; ++i) {
    ++arena->heartbeat;
    arena->active = true;  // so that races are told
    job.subject->RunOnce(/*controlled=*/false);
    arena->active = false;
    ++arena->schedules_done;
    if (arena->outcome.kind[0] != 0) ReportNotedFailure();
    if (arena->failure_written && !job.options.keep_going) break;
  }
}

int RunInChild(void* argument) {
  Job& job = *static_cast<Job*>(argument);
  if (channel.quiet) {
    SilenceEverything();
  } else if (channel.report_fd >= 0) {
    __sanitizer_set_report_fd(reinterpret_cast<void*>(static_cast<long>(channel.report_fd)));
  }
  arena->ordinary_program = job.subject->IsOrdinaryProgram();
  arena->ignore_races = job.options.ignore_races;
  if (job.options.uncontrolled > 0)
    RunUncontrolled(job);
  else if (job.variation != nullptr)
    ReplayVariation(job);
  else if (job.options.replay != nullptr)
    ReplayToken(job);
  else if (job.cold)
    ExploreCold(job);
  else
    Explore(job);
  arena->job_ended = true;
  return ExitCode();
}

}  // namespace

int RunJob(Job& job) {
  const bool controlled = job.options.uncontrolled == 0;
  const bool explores = controlled && job.options.replay == nullptr && job.variation == nullptr;
  int code = RunSupervised(RunInChild, &job, controlled);
  if (explores && code == kExitClean && arena->initialisations > 0 && arena->job_ended &&
      !job.options.portfolio.only_one && !job.subject->IsOrdinaryProgram()) {
    job.cold = true;
    arena->job_ended = false;
    job.options.portfolio.decisions = arena->default_decisions;
    code = RunSupervised(RunInChild, &job, controlled);
    job.cold = false;
  }
  if (!arena->job_ended) return code;
  if (explores && !arena->failure_written) JudgeClaims();
  ReportEnd();
  return ExitCode();
}

void FinishColdProcess() {
  CountSchedule();
  if (arena->outcome.kind[0] != 0) ReportNotedFailure();
  if (Failed()) ++arena->failures;
  RawExit(Failed() ? kExitFailed : kExitClean);
}

}  // namespace checker

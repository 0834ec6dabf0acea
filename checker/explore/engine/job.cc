#include "checker/explore/engine/job.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <initializer_list>

#include "checker/explore/base/raw.h"
#include "checker/explore/base/tsan_interface.h"
#include "checker/explore/engine/leaks.h"
#include "checker/explore/engine/schedule.h"
#include "checker/explore/engine/supervisor.h"
#include "checker/explore/report/end_of_job.h"
#include "checker/explore/report/job_report.h"
#include "checker/explore/report/record.h"
#include "checker/explore/report/report.h"
#include "checker/explore/report/trace.h"
#include "checker/explore/state/arena.h"
#include "checker/explore/strategy/delay_bounded.h"
#include "checker/explore/strategy/replay.h"
#include "checker/explore/strategy/token.h"

namespace explore {
namespace {

// A test case that never offers a choice, as one with a single thread, has one schedule only. It is
// run this often to be sure, with memory points and spurious wake-ups among them.
constexpr std::uint64_t kSchedulesToSeeAChoice = 24;

void SilenceEverything() {
  const long nowhere = RawCall(SYS_open, reinterpret_cast<long>("/dev/null"), O_WRONLY, 0);
  for (long fd : {1, 2}) RawCall(SYS_dup2, nowhere, fd);
  __sanitizer_set_report_fd(reinterpret_cast<void*>(nowhere));
}

// Runs one schedule in this process. Returns whether it went wrong; then that has been reported.
bool RunHere(Subject& subject, const Plan& plan) {
  SetPlan(plan);
  ++arena->job.number;
  subject.RunOnce(/*controlled=*/true);
  CountSchedule();
  if (!plan.cold && plan.strategy != StrategyKind::kDefaultOrder) LookForLeak(subject);
  if (arena->schedule.outcome.failed) ReportNotedFailure();
  if (arena->schedule.outcome.bad()) ++arena->job.failures;
  return arena->schedule.outcome.bad();
}

// A schedule whose process ended in the midst of it is counted here; one that ended by _exit() or
// the like, which nothing inside could notice, is judged by its exit code.
void JudgeUnfinishedSchedule(int status) {
  if (!arena->schedule.active) return;
  arena->schedule.active = false;
  CountSchedule();
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
  if (!arena->job.failure_written && code != 0) {
    NoteExitCode(code);
    ReportNotedFailure();
  }
  if (arena->job.failure_written) ++arena->job.failures;
}

// Runs one schedule in a process of its own, forked from this one, which has run none: everything
// that a process initialises once is still to be initialised.
bool RunCold(Subject& subject, Plan plan) {
  plan.cold = true;
  arena->schedule.outcome.failed = false;
  arena->schedule.outcome.race = arena->job.failure_written = false;
  const pid_t child = _Fork();
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (channel.quiet) SilenceEverything();
    RawExit(RunHere(subject, plan) ? kExitFailed : kExitClean);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
  }
  KillOtherProcesses();
  ReportEndOfChild(status);
  JudgeUnfinishedSchedule(status);
  return arena->job.failure_written;
}

bool RunSchedule(Subject& subject, const Plan& plan) {
  const bool cold = plan.cold || subject.Policy().fresh_processes;
  return cold ? RunCold(subject, plan) : RunHere(subject, plan);
}

// For schedules in fresh processes: the profile (profile.h) is that of a default order which was
// fresh itself. What goes wrong there is told where the default order is explored.
void TakeFreshProfile(Subject& subject) {
  const bool quiet = channel.quiet;
  channel.quiet = true;
  RunCold(subject, Plan());
  channel.quiet = quiet;
  arena->job.failures = 0;
}

// What must be seen at least once, and never was.
void JudgeClaims() {
  for (int i = 0; i < arena->job.claims; ++i) {
    const ClaimState& claim = arena->claim[i];
    if (claim.seen) continue;
    TextOf<256> message;
    message.Add("never seen: ").Add(claim.what);
    arena->schedule.outcome.failed = false;
    arena->schedule.outcome.of_whole_job = true;
    NoteFailure(claim.overlap ? FindingKind::kTooMuchLocking : FindingKind::kWrongResult,
                message.c_str(), "", 0);
    ReportNotedFailure();
  }
}

int ExitCode() {
  if (!arena->job.failure_written && arena->job.failures == 0) return kExitClean;
  return arena->job.races > 0 && !arena->schedule.outcome.failed ? kExitRace : kExitFailed;
}

// The plan for the index-th schedule of the portfolio. The delay-bounded search needs schedules
// that all start from the same state; when it is at its end, or has none, a random walk takes its
// turn.
Plan NextPlan(const Job& job, std::uint64_t index) {
  Plan plan = job.options.portfolio.PlanFor(index);
  if (plan.strategy != StrategyKind::kDelayBounded) return plan;
  DelayBoundedSearch& search = TheDelayBoundedSearch();
  const bool more = !job.cold && search.Advance();
  arena->job.exhausted_delays = search.exhausted();
  if (!more) plan.strategy = StrategyKind::kRandomWalk;
  return plan;
}

// The default order comes first in every process, also before a replay: it initialises what is
// initialised once, so that each further schedule finds the same state.
void Explore(Job& job) {
  Options& options = job.options;
  Portfolio& portfolio = options.portfolio;
  const std::uint64_t first = arena->job.next_index;
  bool failed = RunSchedule(*job.subject, Plan());
  portfolio.decisions = arena->job.default_decisions = arena->schedule.decisions;
  portfolio.accesses = arena->schedule.accesses;
  portfolio.races_on_purpose = options.ignore_races;
  if (first == 0) TheDelayBoundedSearch().Restart();
  for (std::uint64_t i = first; i + 1 < options.schedules; ++i) {
    if (failed && !options.keep_going) break;
    if (i == kSchedulesToSeeAChoice && arena->job.choices == 0) break;
    const Plan plan = NextPlan(job, i);
    if (portfolio.only_one && plan.strategy != portfolio.strategy) break;
    arena->job.next_index = i + 1;
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
  const bool warm_up = !plan.cold && !job.subject->Policy().fresh_processes;
  tracing = job.options.trace && default_order;
  if (default_order || warm_up) {
    if (RunSchedule(*job.subject, Plan()) || default_order) return false;
  }
  if (plan.strategy == StrategyKind::kSurw && !warm_up) TakeFreshProfile(*job.subject);
  return true;
}

void ReplayToken(Job& job) {
  static RecordedSchedule told;
  if (!ParseToken(job.options.replay, told.plan, told.deviations, told.count)) RawExit(kExitUsage);
  const bool by_seed = told.plan.strategy != StrategyKind::kReplay;
  if (!PrepareReplay(job, told.plan, !by_seed && told.count == 0 && !told.plan.cold)) return;
  TheReplay().Load(told.deviations, told.count);
  tracing = job.options.trace;
  RunSchedule(*job.subject, told.plan);
}

void ReplayVariation(Job& job) {
  const RecordedSchedule& variation = *job.variation;
  if (!PrepareReplay(job, variation.plan, /*default_order=*/false)) return;
  TheReplay().LoadByTask(variation.deviations, variation.count);
  RunSchedule(*job.subject, variation.plan);
}

void RunUncontrolled(Job& job) {
  for (std::uint64_t i = 0; i < job.options.uncontrolled; ++i) {
    ++arena->job.heartbeat;
    arena->schedule.thread_failures = {};
    arena->schedule.active = true;  // so that races are told
    job.subject->RunOnce(/*controlled=*/false);
    arena->schedule.active = false;
    ++arena->job.schedules_done;
    if (arena->schedule.outcome.failed) ReportNotedFailure();
    if (arena->job.failure_written && !job.options.keep_going) break;
  }
}

int RunInChild(void* argument) {
  Job& job = *static_cast<Job*>(argument);
  if (channel.quiet) {
    SilenceEverything();
  } else if (channel.report_fd >= 0) {
    __sanitizer_set_report_fd(reinterpret_cast<void*>(static_cast<long>(channel.report_fd)));
  }
  arena->job.policy = job.subject->Policy();
  arena->job.ignore_races = job.options.ignore_races;
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
  arena->job.ended = true;
  return ExitCode();
}

}  // namespace

int RunJob(Job& job) {
  const bool controlled = job.options.uncontrolled == 0;
  const bool explores = controlled && job.options.replay == nullptr && job.variation == nullptr;
  int code = RunSupervised(RunInChild, &job, controlled);
  if (explores && code == kExitClean && arena->job.initialisations > 0 && arena->job.ended &&
      !job.options.portfolio.only_one && !job.subject->Policy().fresh_processes) {
    job.cold = true;
    arena->job.ended = false;
    job.options.portfolio.decisions = arena->job.default_decisions;
    code = RunSupervised(RunInChild, &job, controlled);
    job.cold = false;
  }
  if (!arena->job.ended) return code;
  if (explores && !arena->job.failure_written) JudgeClaims();
  ReportEnd();
  return ExitCode();
}

void FinishColdProcess() {
  CountSchedule();
  if (arena->schedule.outcome.failed) ReportNotedFailure();
  if (arena->schedule.outcome.bad()) ++arena->job.failures;
  RawExit(arena->schedule.outcome.bad() ? kExitFailed : kExitClean);
}

}  // namespace explore

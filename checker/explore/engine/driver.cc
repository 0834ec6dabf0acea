#include "checker/explore/engine/driver.h"

#include "checker/explore/engine/job.h"
#include "checker/explore/engine/shrinking.h"
#include "checker/explore/report/job_report.h"
#include "checker/explore/report/record.h"
#include "checker/explore/report/report.h"
#include "checker/explore/state/arena.h"
#include "checker/explore/strategy/token.h"

namespace explore {
namespace {

void List(Subject& subject) {
  for (const Case& known : subject.Cases()) {
    TextOf<1024> text;
    if (PersonReads()) {
      Say(text.Add(known.name).Add("\n"));
      continue;
    }
    ReportCase(known.name, known.file, known.line);
  }
}

// A schedule that gets stuck ends its process. To keep going, another process takes over behind it.
int ExploreOn(Job& job) {
  int worst = kExitClean;
  for (;;) {
    const int code = RunJob(job);
    if (code != kExitClean) worst = code;
    const bool stuck = !arena->job.ended && code == kExitFailed;
    if (!stuck || arena->job.next_index == 0 ||
        arena->job.next_index + 1 >= job.options.schedules) {
      return worst;
    }
    ++arena->job.failures;
    arena->schedule.active = arena->job.failure_written = false;
  }
}

// A failure of an ordinary program is confirmed and shrunk at once; for a test of ours the judge
// asks for it.
void TellShortest(Job& job) {
  static TextOf<std::size_t{1} << 20> token;
  AddToken(token);
  job.options.shrink = token.c_str();
  Shrink(job);
}

int Explore(Job& job) {
  if (job.options.keep_going) return ExploreOn(job);
  const int code = RunJob(job);
  const bool explored = job.options.replay == nullptr && job.options.uncontrolled == 0;
  const bool failed = code == kExitFailed || code == kExitRace;
  if (failed && explored && PersonReads() && job.subject->Policy().shrinks_at_once)
    TellShortest(job);
  return code;
}

int RunCase(Job& job, const char* name) {
  if (PersonReads()) {
    TextOf<512> text;
    Say(text.Add(name).Add("\n"));
  }
  job.subject->Select(name);
  MapArena();
  if (job.options.shrink != nullptr) return Shrink(job);
  return Explore(job);
}

bool IsToken(const char* text) {
  static Deviation deviations[kMaxDeviations];
  Plan plan;
  int count = 0;
  return ParseToken(text, plan, deviations, count);
}

// The first argument that can't be meant; of a GoogleTest binary the library takes the rest.
const char* Mistake(const Options& options, int argc, char** argv, const Subject& subject) {
  for (const char* token : {options.replay, options.shrink}) {
    if (token != nullptr && !IsToken(token)) return token;
  }
  return subject.Policy().refuses_other_arguments && argc > 1 ? argv[1] : options.mistake;
}

}  // namespace

int Drive(int argc, char** argv, Subject& subject) {
  Job job{&subject, ParseOptions(argc, argv)};
  job.options.mistake = Mistake(job.options, argc, argv, subject);
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

}  // namespace explore

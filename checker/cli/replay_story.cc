#include "checker/cli/replay_story.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "checker/findings/finding.h"
#include "checker/report/moment.h"

namespace checker {
namespace {

using protocol::Operation;

// The student's name for what a step works on, as its own line has it; "" if it can't be told.
std::string NameAt(const Evidence& evidence, const TraceStep& step) {
  const auto place = evidence.MainPlace(step.stack);
  const bool own = place && place->owner == Place::Owner::kStudent;
  return own && !step.object.empty() ? evidence.NameAtPlace(*place) : "";
}

// Which of the explorer's objects go by which of the student's names.
class ObjectNames {
 public:
  explicit ObjectNames(const Evidence& evidence) : evidence_(evidence) {
    for (const TraceStep& step : evidence.trace) {
      const std::string name = NameAt(evidence, step);
      if (name.empty()) continue;
      objects_of_[name].insert(step.object);
      names_of_[step.object].push_back(name);
    }
  }

  // "`mutex_`"; "`locks_[to]` (mutex #2)" where the name alone would leave a doubt.
  std::string Shown(const TraceStep& step) const {
    const auto names = names_of_.find(step.object);
    if (names == names_of_.end()) return step.object;
    std::string name = NameAt(evidence_, step);
    if (name.empty()) name = names->second.front();
    const auto& all = names->second;
    const bool clear = objects_of_.at(name).size() == 1 &&
                       std::count(all.begin(), all.end(), name) == static_cast<long>(all.size());
    return clear ? fmt::format("`{}`", name) : fmt::format("`{}` ({})", name, step.object);
  }

 private:
  const Evidence& evidence_;
  std::map<std::string, std::set<std::string>> objects_of_;
  std::map<std::string, std::vector<std::string>> names_of_;
};

// The two accesses of a data race are no steps of the schedule, but the end of its story. The later
// one is reported first.
void AddRace(const Evidence& evidence, std::vector<TraceStep>& trace) {
  const bool race = evidence.failure.kind == FindingKind::kDataRace && evidence.race;
  if (!race || evidence.race->accesses.size() < 2) return;
  const std::int64_t now = trace.empty() ? 0 : trace.back().time_ns;
  const int number = trace.empty() ? 0 : trace.back().number;
  for (const int i : {1, 0}) {
    const RaceAccess& access = evidence.race->accesses[i];
    const Operation operation = access.write ? Operation::kWrite : Operation::kRead;
    trace.push_back({number, access.thread, operation, "", -1, now, /*blocked=*/false, access.stack,
                     /*race=*/true});
  }
}

// The trace, and at its end what the threads that are stuck wait for, or the race.
std::vector<TraceStep> WholeTrace(const Evidence& evidence) {
  std::vector<TraceStep> trace = evidence.trace;
  AddRace(evidence, trace);
  for (const BlockedThread& thread : evidence.failure.threads) {
    if (thread.operation == Operation::kNone) continue;
    const auto last = std::find_if(trace.rbegin(), trace.rend(),
                                   [&](const auto& step) { return step.thread == thread.id; });
    const bool told = last != trace.rend() && last->operation == thread.operation &&
                      last->object == thread.object;
    if (told) {
      last->blocked = true;
      continue;
    }
    const std::int64_t now = trace.empty() ? 0 : trace.back().time_ns;
    const int number = trace.empty() ? 0 : trace.back().number;
    trace.push_back({number, thread.id, thread.operation, thread.object, thread.object_id, now,
                     /*blocked=*/true, thread.stack});
  }
  return trace;
}

StoryStep StepOf(const Evidence& evidence, const TraceStep& traced) {
  StoryStep step;
  step.number = traced.number;
  step.thread = traced.thread;
  step.operation = traced.operation;
  step.race = traced.race;
  step.blocked = traced.blocked;
  step.time_ns = traced.time_ns;
  if (const auto place = evidence.MainPlace(traced.stack)) {
    step.file = place->file;
    step.line = place->line;
    step.function = place->function;
    step.source = evidence.LineText(*place);
  }
  return step;
}

}  // namespace

Story StoryOf(const Evidence& evidence) {
  Evidence whole = evidence;
  whole.trace = WholeTrace(evidence);
  const ObjectNames names(whole);
  Story story;
  story.case_name = whole.case_name;
  if (whole.failure.kind) story.kind = NameOf(*whole.failure.kind);
  for (const TraceStep& traced : whole.trace) {
    StoryStep step = StepOf(whole, traced);
    step.object = names.Shown(traced);
    story.steps.push_back(std::move(step));
  }
  if (!story.kind.empty()) story.moment = MomentOf(whole.failure, whole.trace);
  return story;
}

}  // namespace checker

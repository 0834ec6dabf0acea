#include "checker/findings/explain/annotate.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "checker/findings/explain/point_of_no_return.h"
#include "checker/findings/finding.h"

namespace checker {
namespace {

using protocol::Operation;
using Role = AnnotatedStep::Role;

struct Step {
  TraceStep traced;
  Role role = Role::kStep;
};

// The student's name for what a step works on, as its own line has it; "" if it can't be told.
std::string NameIn(const FailureContext& context, const TraceStep& step) {
  if (step.operation == Operation::kNote) return "";  // its text is no object
  const auto place = context.MainLocation(step.stack);
  const bool own = place && place->IsStudents();
  return own && !step.object.empty() ? context.NameAtLocation(*place) : "";
}

// Which of the explorer's objects go by which of the student's names.
class ObjectNames {
 public:
  ObjectNames(const FailureContext& context, const std::vector<Step>& steps) : context_(context) {
    for (const Step& step : steps) {
      const std::string name = NameIn(context, step.traced);
      if (name.empty()) continue;
      objects_of_[name].insert(step.traced.object);
      names_of_[step.traced.object].push_back(name);
    }
  }

  void Name(const TraceStep& traced, AnnotatedStep& step) const {
    const auto names = names_of_.find(traced.object);
    if (names == names_of_.end()) return;
    step.name = NameIn(context_, traced);
    if (step.name.empty()) step.name = names->second.front();
    const auto differs = [&](const std::string& name) { return name != step.name; };
    step.ambiguous = objects_of_.at(step.name).size() != 1 ||
                     std::any_of(names->second.begin(), names->second.end(), differs);
  }

 private:
  const FailureContext& context_;
  std::map<std::string, std::set<std::string>> objects_of_;
  std::map<std::string, std::vector<std::string>> names_of_;
};

// A step that the schedule did not take, at its end.
Step Behind(const std::vector<Step>& steps, Role role) {
  Step step;
  step.role = role;
  if (steps.empty()) return step;
  step.traced.number = steps.back().traced.number;
  step.traced.time_ns = steps.back().traced.time_ns;
  return step;
}

// The two accesses of a data race are no steps of the schedule, but the end of its story. The later
// one is reported first.
void AddRace(const FailureContext& context, std::vector<Step>& steps) {
  const bool race = context.failure.kind == FindingKind::kDataRace && context.race;
  if (!race || context.race->accesses.size() < 2) return;
  for (const int i : {1, 0}) {
    const RaceAccess& access = context.race->accesses[i];
    Step step = Behind(steps, Role::kRaceAccess);
    step.traced.thread = access.thread;
    step.traced.operation = access.write ? Operation::kWrite : Operation::kRead;
    step.traced.stack = access.stack;
    steps.push_back(std::move(step));
  }
}

bool IsStuck(const Failure& failure) {
  return failure.kind == FindingKind::kDeadlock || failure.kind == FindingKind::kLostWakeUp ||
         failure.kind == FindingKind::kTooMuchLocking;
}

// What the threads that are stuck wait for: often their last step says it.
void AddBlocked(const FailureContext& context, std::vector<Step>& steps) {
  if (!IsStuck(context.failure)) return;  // in a livelock everybody runs
  for (const BlockedThread& thread : context.failure.threads) {
    if (thread.operation == Operation::kNone) continue;
    const auto last = std::find_if(steps.rbegin(), steps.rend(), [&](const Step& step) {
      return step.traced.thread == thread.id;
    });
    if (last != steps.rend() && last->traced.operation == thread.operation &&
        last->traced.object == thread.object) {
      last->traced.blocked = true;
      continue;
    }
    Step step = Behind(steps, Role::kStandsHere);
    step.traced.thread = thread.id;
    step.traced.operation = thread.operation;
    step.traced.object = thread.object;
    step.traced.object_id = thread.object_id;
    step.traced.blocked = true;
    step.traced.stack = thread.stack;
    steps.push_back(std::move(step));
  }
}

std::vector<Step> WholeTrace(const FailureContext& context) {
  std::vector<Step> steps;
  for (const TraceStep& traced : context.trace) steps.push_back({traced});
  AddRace(context, steps);
  AddBlocked(context, steps);
  return steps;
}

AnnotatedStep Annotated(const FailureContext& context, const Step& from) {
  AnnotatedStep step;
  step.role = from.role;
  step.number = from.traced.number;
  step.thread = from.traced.thread;
  step.operation = from.traced.operation;
  step.object = from.traced.object;
  step.blocked = from.traced.blocked;
  step.time_ns = from.traced.time_ns;
  step.location = context.MainLocation(from.traced.stack);
  if (step.location) step.source = context.LineText(*step.location);
  return step;
}

}  // namespace

AnnotatedTrace Annotate(const FailureContext& context) {
  const std::vector<Step> steps = WholeTrace(context);
  const ObjectNames names(context, steps);
  AnnotatedTrace trace;
  for (const Step& step : steps) {
    trace.steps.push_back(Annotated(context, step));
    names.Name(step.traced, trace.steps.back());
  }
  if (context.failure.kind) {
    trace.point_of_no_return = PointOfNoReturnIn(context.failure, trace.steps);
  }
  return trace;
}

}  // namespace checker

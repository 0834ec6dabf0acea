#include "checker/cli/replay_story.h"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <string>

#include "checker/report/moment.h"

namespace checker {
namespace {

// The explorer's name of an object -> the student's, from the first line that names it.
std::map<std::string, std::string> NamesOfObjects(const Evidence& evidence) {
  std::map<std::string, std::string> names;
  for (const TraceStep& step : evidence.trace) {
    if (step.object.empty() || names.contains(step.object)) continue;
    const auto place = evidence.MainPlace(step.stack);
    if (!place || place->owner != Place::Owner::kStudent) continue;
    const std::string name = evidence.NameAtPlace(*place);
    if (!name.empty()) names[step.object] = name;
  }
  return names;
}

// "`mutex_`"; "`locks_` (mutex #2)" where several objects have the name.
std::map<std::string, std::string> ShownNames(const Evidence& evidence) {
  const auto names = NamesOfObjects(evidence);
  std::map<std::string, int> uses;
  for (const auto& [object, name] : names) ++uses[name];
  std::map<std::string, std::string> shown;
  for (const auto& [object, name] : names) {
    shown[object] =
        uses[name] == 1 ? fmt::format("`{}`", name) : fmt::format("`{}` ({})", name, object);
  }
  return shown;
}

StoryStep StepOf(const Evidence& evidence, const TraceStep& traced) {
  StoryStep step;
  step.number = traced.number;
  step.thread = traced.thread;
  step.operation = traced.operation;
  step.object = traced.object;
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
  const auto names = ShownNames(evidence);
  Story story;
  story.case_name = evidence.case_name;
  story.kind = evidence.failure.kind;
  for (const TraceStep& traced : evidence.trace) {
    StoryStep step = StepOf(evidence, traced);
    const auto name = names.find(traced.object);
    if (name != names.end()) step.object = name->second;
    story.steps.push_back(std::move(step));
  }
  if (!story.kind.empty()) story.moment = MomentOf(evidence.failure, evidence.trace);
  return story;
}

}  // namespace checker

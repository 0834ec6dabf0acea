#include "checker/report/story_json.h"

#include <nlohmann/json.hpp>

namespace checker {
namespace {

using Json = nlohmann::ordered_json;

std::string Text(const Json& json) {
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json StepJson(const StoryStep& step) {
  return {{"n", step.number},      {"thread", step.thread},   {"operation", OperationInWords(step)},
          {"object", step.object}, {"blocked", step.blocked}, {"time_ns", step.time_ns},
          {"file", step.file},     {"line", step.line},       {"function", step.function},
          {"source", step.source}};
}

std::string Name(const StoryStep& step) {
  const std::string name = OperationInWords(step) + (step.object.empty() ? "" : " " + step.object);
  return step.blocked ? "waits: " + name : name;
}

// How many steps it takes until the thread goes on: 1 unless it waits.
std::size_t Length(const Story& story, std::size_t index) {
  if (!story.steps[index].blocked) return 1;
  std::size_t end = index + 1;
  while (end < story.steps.size() && story.steps[end].thread != story.steps[index].thread) ++end;
  return end - index;
}

Json TraceEvent(const Story& story, std::size_t index) {
  const StoryStep& step = story.steps[index];
  return {{"name", Name(step)},
          {"cat", OperationInWords(step)},
          {"ph", "X"},
          {"pid", 1},
          {"tid", step.thread},
          {"ts", index},
          {"dur", Length(story, index)},
          {"args",
           {{"step", step.number},
            {"virtual time", VirtualTime(step.time_ns)},
            {"place", step.file.empty() ? "" : step.file + ":" + std::to_string(step.line)},
            {"source", step.source}}}};
}

}  // namespace

std::string StoryToJson(const Story& story) {
  Json threads = Json::array();
  for (const auto& [id, name] : ThreadNames(story)) threads.push_back({{"id", id}, {"name", name}});
  Json steps = Json::array();
  for (const auto& step : story.steps) steps.push_back(StepJson(step));
  Json moment;
  if (story.moment) moment = {{"step", story.moment->step}, {"text", story.moment->text}};
  return Text({{"schema", 1},
               {"exercise", story.exercise},
               {"case", story.case_name},
               {"token", story.token},
               {"kind", story.kind},
               {"threads", threads},
               {"moment", moment},
               {"steps", steps}});
}

std::string StoryToChromeTrace(const Story& story) {
  Json events = Json::array();
  for (const auto& [id, name] : ThreadNames(story)) {
    events.push_back({{"name", "thread_name"},
                      {"ph", "M"},
                      {"pid", 1},
                      {"tid", id},
                      {"args", {{"name", name}}}});
  }
  for (std::size_t i = 0; i < story.steps.size(); ++i) events.push_back(TraceEvent(story, i));
  if (story.moment) {
    events.push_back({{"name", story.moment->text},
                      {"ph", "i"},
                      {"s", "g"},
                      {"pid", 1},
                      {"tid", story.steps[story.moment->step].thread},
                      {"ts", story.moment->step + 1}});
  }
  return Text({{"displayTimeUnit", "ns"}, {"traceEvents", events}});
}

}  // namespace checker

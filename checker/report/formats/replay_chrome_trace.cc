// A replayed schedule for chrome://tracing and Perfetto: a track for each thread, steps as time.
// https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
#include <nlohmann/json.hpp>

#include "checker/findings/explain/words.h"
#include "checker/report/formats/export_format.h"

namespace checker {
namespace {

using Json = nlohmann::ordered_json;

std::string Name(const AnnotatedStep& step) {
  const std::string object = ObjectInWords(step);
  const std::string name = OperationInWords(step) + (object.empty() ? "" : " " + object);
  return step.blocked ? "waits: " + name : name;
}

std::string PlaceOf(const AnnotatedStep& step) {
  return step.location ? step.location->file + ":" + std::to_string(step.location->line) : "";
}

// How many steps it takes until the thread goes on: 1 unless it waits.
std::size_t Length(const AnnotatedTrace& trace, std::size_t index) {
  if (!trace.steps[index].blocked) return 1;
  std::size_t end = index + 1;
  while (end < trace.steps.size() && trace.steps[end].thread != trace.steps[index].thread) ++end;
  return end - index;
}

Json StepEvent(const AnnotatedTrace& trace, std::size_t index) {
  const AnnotatedStep& step = trace.steps[index];
  return {{"name", Name(step)},
          {"cat", OperationInWords(step)},
          {"ph", "X"},
          {"pid", 1},
          {"tid", step.thread},
          {"ts", index},
          {"dur", Length(trace, index)},
          {"args",
           {{"step", step.number},
            {"virtual time", VirtualTime(step.time_ns)},
            {"place", PlaceOf(step)},
            {"source", step.source}}}};
}

Json ThreadEvent(int thread) {
  return {{"name", "thread_name"},
          {"ph", "M"},
          {"pid", 1},
          {"tid", thread},
          {"args", {{"name", ThreadInWords(thread)}}}};
}

Json PointEvent(const AnnotatedTrace& trace, const PointOfNoReturn& point) {
  return {{"name", point.text},
          {"ph", "i"},
          {"s", "g"},
          {"pid", 1},
          {"tid", trace.steps[point.step].thread},
          {"ts", point.step + 1}};
}

std::string ReplayToChromeTrace(const ReplayedSchedule& replay) {
  const AnnotatedTrace& trace = replay.trace;
  Json events = Json::array();
  for (const int thread : ThreadsOf(trace)) events.push_back(ThreadEvent(thread));
  for (std::size_t i = 0; i < trace.steps.size(); ++i) events.push_back(StepEvent(trace, i));
  if (trace.point_of_no_return) events.push_back(PointEvent(trace, *trace.point_of_no_return));
  const Json json = {{"displayTimeUnit", "ns"}, {"traceEvents", events}};
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

const RegisterFormat kRegistered(ReplayFormat{"trace", "Write a trace for Chrome or Perfetto",
                                              /*to_file=*/true, ReplayToChromeTrace});

}  // namespace
}  // namespace checker

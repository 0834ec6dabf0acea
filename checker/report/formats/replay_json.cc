// A replayed schedule as JSON: every step, also those that the text leaves out.
#include <nlohmann/json.hpp>

#include "checker/findings/explain/words.h"
#include "checker/report/formats/export_format.h"

namespace checker {
namespace {

using Json = nlohmann::ordered_json;

Json StepJson(const AnnotatedStep& step) {
  const Location at = step.location.value_or(Location());
  return {{"n", step.number},
          {"thread", step.thread},
          {"operation", OperationInWords(step)},
          {"object", ObjectInWords(step)},
          {"blocked", step.blocked},
          {"time_ns", step.time_ns},
          {"file", at.file},
          {"line", at.line},
          {"function", at.function},
          {"source", step.source}};
}

std::string ReplayToJson(const ReplayedSchedule& replay) {
  Json threads = Json::array();
  for (const int thread : ThreadsOf(replay.trace)) {
    threads.push_back({{"id", thread}, {"name", ThreadInWords(thread)}});
  }
  Json steps = Json::array();
  for (const auto& step : replay.trace.steps) steps.push_back(StepJson(step));
  Json moment;
  if (const auto& point = replay.trace.point_of_no_return) {
    moment = {{"step", point->step}, {"text", point->text}};
  }
  const Json json = {{"schema", 1},
                     {"exercise", replay.exercise},
                     {"case", replay.case_name},
                     {"token", replay.token},
                     {"kind", replay.kind ? NameOf(*replay.kind) : ""},
                     {"threads", threads},
                     {"moment", moment},
                     {"steps", steps}};
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

const RegisterFormat kRegistered(ReplayFormat{"json", "Print the steps as JSON", /*to_file=*/false,
                                              ReplayToJson});

}  // namespace
}  // namespace checker

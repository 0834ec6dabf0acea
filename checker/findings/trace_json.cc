#include "checker/findings/trace_json.h"

#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

namespace checker {
namespace {

using nlohmann::json;

constexpr const char* kOwners[] = {"student", "given", "test", "stub"};
constexpr const char* kRoles[] = {"step", "race access", "stands here"};

// The enumerator whose name `text` is.
template <class Enum, std::size_t kCount>
Enum Named(const char* const (&names)[kCount], const std::string& text) {
  for (std::size_t i = 0; i < kCount; ++i) {
    if (text == names[i]) return static_cast<Enum>(i);
  }
  throw std::runtime_error("an unknown word: " + text);
}

json ToJson(const Location& location) {
  return {{"owner", kOwners[static_cast<int>(location.owner)]},
          {"file", location.file},
          {"function", location.function},
          {"line", location.line},
          {"column", location.column}};
}

Location LocationFrom(const json& value) {
  return {Named<Location::Owner>(kOwners, value.at("owner")), value.at("file"),
          value.at("function"), value.at("line"), value.at("column")};
}

json ToJson(const AnnotatedStep& step) {
  json value = {{"n", step.number},
                {"thread", step.thread},
                {"operation", NameOf(step.operation)},
                {"time_ns", step.time_ns}};
  if (step.role != AnnotatedStep::Role::kStep) value["role"] = kRoles[static_cast<int>(step.role)];
  if (!step.object.empty()) value["object"] = step.object;
  if (!step.name.empty()) value["name"] = step.name;
  if (step.ambiguous) value["ambiguous"] = true;
  if (step.blocked) value["blocked"] = true;
  if (step.location) value["location"] = ToJson(*step.location);
  if (!step.source.empty()) value["source"] = step.source;
  return value;
}

AnnotatedStep StepFrom(const json& value) {
  AnnotatedStep step;
  const auto operation = protocol::OperationNamed(value.at("operation").get<std::string>());
  if (!operation) throw std::runtime_error("a step of an unknown operation");
  step.operation = *operation;
  step.role = Named<AnnotatedStep::Role>(kRoles, value.value("role", kRoles[0]));
  value.at("n").get_to(step.number);
  value.at("thread").get_to(step.thread);
  value.at("time_ns").get_to(step.time_ns);
  step.object = value.value("object", "");
  step.name = value.value("name", "");
  step.ambiguous = value.value("ambiguous", false);
  step.blocked = value.value("blocked", false);
  if (value.contains("location")) step.location = LocationFrom(value.at("location"));
  step.source = value.value("source", "");
  return step;
}

}  // namespace

json ToJson(const std::vector<LabeledLocation>& places) {
  json list = json::array();
  for (const LabeledLocation& place : places) {
    list.push_back({{"label", place.label}});
    if (place.location) list.back()["location"] = ToJson(*place.location);
  }
  return list;
}

json ToJson(const std::vector<SourceLine>& lines) {
  json list = json::array();
  for (const SourceLine& line : lines) list.push_back({{"line", line.line}, {"text", line.text}});
  return list;
}

json ToJson(const AnnotatedTrace& trace) {
  json value = {
      {"steps", json::array()}, {"left_out", trace.left_out}, {"point_of_no_return", nullptr}};
  for (const AnnotatedStep& step : trace.steps) value["steps"].push_back(ToJson(step));
  if (const auto& point = trace.point_of_no_return) {
    value["point_of_no_return"] = {{"step", point->step}, {"text", point->text}};
  }
  return value;
}

std::vector<LabeledLocation> PlacesFrom(const json& value) {
  std::vector<LabeledLocation> places;
  for (const json& one : value) {
    places.push_back({one.at("label"), std::nullopt});
    if (one.contains("location")) places.back().location = LocationFrom(one.at("location"));
  }
  return places;
}

std::vector<SourceLine> SourceLinesFrom(const json& value) {
  std::vector<SourceLine> lines;
  for (const json& one : value) lines.push_back({one.at("line"), one.at("text")});
  return lines;
}

AnnotatedTrace TraceFrom(const json& value) {
  AnnotatedTrace trace;
  for (const json& one : value.at("steps")) trace.steps.push_back(StepFrom(one));
  value.at("left_out").get_to(trace.left_out);
  const json& point = value.at("point_of_no_return");
  if (!point.is_null()) trace.point_of_no_return = {point.at("step"), point.at("text")};
  return trace;
}

}  // namespace checker

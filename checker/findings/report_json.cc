#include "checker/findings/report_json.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "checker/findings/trace_json.h"

namespace checker {
namespace {

using nlohmann::json;

json ToJson(const Finding& finding) {
  return {{"kind", NameOf(finding.kind)},
          {"file", finding.file},
          {"line", finding.line},
          {"cases", finding.cases},
          {"points_lost", finding.points_lost},
          {"what", finding.what},
          {"why", finding.why},
          {"where", ToJson(finding.where)},
          {"try", finding.advice},
          {"token", finding.token},
          {"excerpt", ToJson(finding.excerpt)},
          {"trace", ToJson(finding.trace)},
          {"details", finding.details}};
}

Finding FindingFrom(const json& value) {
  Finding finding;
  const auto kind = protocol::FindingKindNamed(value.at("kind").get<std::string>());
  if (!kind) throw std::runtime_error("a finding of an unknown kind");
  finding.kind = *kind;
  value.at("file").get_to(finding.file);
  value.at("line").get_to(finding.line);
  value.at("cases").get_to(finding.cases);
  value.at("points_lost").get_to(finding.points_lost);
  value.at("what").get_to(finding.what);
  value.at("why").get_to(finding.why);
  finding.where = PlacesFrom(value.at("where"));
  value.at("try").get_to(finding.advice);
  value.at("token").get_to(finding.token);
  finding.excerpt = SourceLinesFrom(value.at("excerpt"));
  finding.trace = TraceFrom(value.at("trace"));
  value.at("details").get_to(finding.details);
  return finding;
}

json ToJson(const CaseReport& one) {
  return {{"name", one.name},
          {"points", one.points},
          {"earned", one.earned},
          {"outcome", one.outcome},
          {"schedules", one.schedules},
          {"distinct", one.distinct},
          {"exhausted_delays", one.exhausted_delays},
          {"first_failure", one.first_failure},
          {"findings", one.findings}};
}

CaseReport CaseFrom(const json& value) {
  CaseReport one;
  value.at("name").get_to(one.name);
  value.at("points").get_to(one.points);
  value.at("earned").get_to(one.earned);
  value.at("outcome").get_to(one.outcome);
  value.at("schedules").get_to(one.schedules);
  value.at("distinct").get_to(one.distinct);
  value.at("exhausted_delays").get_to(one.exhausted_delays);
  value.at("first_failure").get_to(one.first_failure);
  value.at("findings").get_to(one.findings);
  return one;
}

std::string Text(const json& value) {
  return value.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

template <class Make>
auto Parsed(const std::string& text, Make make) {
  try {
    return make(json::parse(text));
  } catch (const json::exception& problem) {
    throw std::runtime_error(std::string("not a report: ") + problem.what());
  }
}

}  // namespace

std::string ReportToJson(const Report& report) {
  json value = {
      {"schema", 2},           {"chapter", report.chapter},       {"exercise", report.exercise},
      {"title", report.title}, {"files", report.files},           {"verdict", report.verdict},
      {"points", nullptr},     {"max_points", report.max_points}, {"seed", report.seed},
      {"note", report.note},   {"cases", json::array()},          {"findings", json::array()}};
  if (report.points) value["points"] = *report.points;
  for (const CaseReport& one : report.cases) value["cases"].push_back(ToJson(one));
  for (const Finding& finding : report.findings) value["findings"].push_back(ToJson(finding));
  return Text(value);
}

std::string FindingsToJson(const std::vector<Finding>& findings) {
  json list = json::array();
  for (const Finding& finding : findings) list.push_back(ToJson(finding));
  return Text(list);
}

Report ReportFromJson(const std::string& text) {
  return Parsed(text, [](const json& value) {
    Report report;
    if (value.at("schema") != 2) throw std::runtime_error("a report of an unknown schema");
    value.at("chapter").get_to(report.chapter);
    value.at("exercise").get_to(report.exercise);
    value.at("title").get_to(report.title);
    value.at("files").get_to(report.files);
    value.at("verdict").get_to(report.verdict);
    if (!value.at("points").is_null()) report.points = value.at("points").get<int>();
    value.at("max_points").get_to(report.max_points);
    value.at("seed").get_to(report.seed);
    value.at("note").get_to(report.note);
    for (const json& one : value.at("cases")) report.cases.push_back(CaseFrom(one));
    for (const json& one : value.at("findings")) report.findings.push_back(FindingFrom(one));
    return report;
  });
}

std::vector<Finding> FindingsFromJson(const std::string& text) {
  return Parsed(text, [](const json& value) {
    std::vector<Finding> findings;
    for (const json& one : value) findings.push_back(FindingFrom(one));
    return findings;
  });
}

}  // namespace checker

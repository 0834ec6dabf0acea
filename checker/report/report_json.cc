#include "checker/report/report_json.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

namespace checker {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kSchema = 1;

// `key` where it is there and not null, else `fallback`.
template <class T>
T Get(const Json& json, const char* key, T fallback) {
  const auto found = json.find(key);
  return found == json.end() || found->is_null() ? fallback : found->template get<T>();
}

std::string GetText(const Json& json, const char* key) { return Get<std::string>(json, key, ""); }

std::vector<std::string> GetList(const Json& json, const char* key) {
  return Get<std::vector<std::string>>(json, key, {});
}

Verdict ReadVerdict(const Json& json, const char* key) {
  const auto text = json.at(key).get<std::string>();
  if (const auto verdict = VerdictFromString(text)) return *verdict;
  throw std::runtime_error("unknown " + std::string(key) + " \"" + text + "\"");
}

ReportedFinding ReadFinding(const Json& json) {
  ReportedFinding finding;
  finding.kind = json.at("kind").get<std::string>();
  finding.file = GetText(json, "file");
  finding.line = Get(json, "line", 0);
  finding.cases = GetList(json, "cases");
  finding.points_lost = Get(json, "points_lost", 0);
  finding.what = GetText(json, "what");
  finding.why = GetText(json, "why");
  finding.where = GetList(json, "where");
  finding.advice = GetText(json, "try");
  finding.token = GetText(json, "token");
  finding.excerpt = GetList(json, "excerpt");
  finding.diagram = GetList(json, "diagram");
  if (json.contains("details")) finding.details_json = json["details"].dump();
  return finding;
}

CaseReport ReadCase(const Json& json, std::size_t findings) {
  CaseReport test_case;
  test_case.name = json.at("name").get<std::string>();
  test_case.points = Get(json, "points", 0);
  test_case.earned = Get(json, "earned", 0);
  test_case.outcome = ReadVerdict(json, "outcome");
  if (json.contains("schedules")) {
    for (const auto& [strategy, count] : json["schedules"].items()) {
      test_case.schedules.emplace_back(strategy, count.get<std::int64_t>());
    }
  }
  test_case.distinct = Get<std::int64_t>(json, "distinct", 0);
  test_case.exhausted_delays = Get(json, "exhausted_delays", -1);
  test_case.first_failure = Get<std::int64_t>(json, "first_failure", -1);
  test_case.findings = Get<std::vector<std::size_t>>(json, "findings", {});
  for (const std::size_t index : test_case.findings) {
    if (index >= findings) throw std::runtime_error(test_case.name + " names a missing finding");
  }
  return test_case;
}

Report ReadReport(const Json& json) {
  if (json.at("schema").get<int>() != kSchema) throw std::runtime_error("its schema is not 1");
  Report report;
  report.chapter = json.at("chapter").get<std::string>();
  report.exercise = json.at("exercise").get<std::string>();
  report.title = GetText(json, "title");
  report.files = GetList(json, "files");
  report.verdict = ReadVerdict(json, "verdict");
  if (!json.at("points").is_null()) report.points = json["points"].get<int>();
  report.max_points = json.at("max_points").get<int>();
  report.seed = Get<std::uint64_t>(json, "seed", 0);
  report.note = GetText(json, "note");
  for (const Json& finding : json.at("findings")) report.findings.push_back(ReadFinding(finding));
  for (const Json& test_case : json.at("cases")) {
    report.cases.push_back(ReadCase(test_case, report.findings.size()));
  }
  return report;
}

Json WriteFinding(const ReportedFinding& finding) {
  return {{"kind", finding.kind},
          {"file", finding.file},
          {"line", finding.line},
          {"cases", finding.cases},
          {"points_lost", finding.points_lost},
          {"what", finding.what},
          {"why", finding.why},
          {"where", finding.where},
          {"try", finding.advice},
          {"token", finding.token},
          {"excerpt", finding.excerpt},
          {"diagram", finding.diagram},
          {"details", Json::parse(finding.details_json)}};
}

Json WriteCase(const CaseReport& test_case) {
  Json schedules = Json::object();
  for (const auto& [strategy, count] : test_case.schedules) schedules[strategy] = count;
  return {{"name", test_case.name},
          {"points", test_case.points},
          {"earned", test_case.earned},
          {"outcome", ToString(test_case.outcome)},
          {"schedules", schedules},
          {"distinct", test_case.distinct},
          {"exhausted_delays", test_case.exhausted_delays},
          {"first_failure", test_case.first_failure},
          {"findings", test_case.findings}};
}

Json WriteReport(const Report& report) {
  Json cases = Json::array();
  for (const auto& test_case : report.cases) cases.push_back(WriteCase(test_case));
  Json findings = Json::array();
  for (const auto& finding : report.findings) findings.push_back(WriteFinding(finding));
  return {{"schema", kSchema},
          {"chapter", report.chapter},
          {"exercise", report.exercise},
          {"title", report.title},
          {"files", report.files},
          {"verdict", ToString(report.verdict)},
          {"points", report.points ? Json(*report.points) : Json()},
          {"max_points", report.max_points},
          {"seed", report.seed},
          {"note", report.note},
          {"cases", cases},
          {"findings", findings}};
}

}  // namespace

OrError<Report> ParseReport(std::string_view json) {
  try {
    return ReadReport(Json::parse(json));
  } catch (const std::exception& e) {
    return Error{std::string("this is not a report: ") + e.what()};
  }
}

std::string ReportToJson(const Report& report) {
  return WriteReport(report).dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace checker

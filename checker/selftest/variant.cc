#include "checker/selftest/variant.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "checker/base/file_io.h"

namespace checker::selftest {
namespace {

nlohmann::json ReadJson(const std::string& path) {
  auto parsed =
      nlohmann::json::parse(ReadFile(path).value_or(""), nullptr, /*allow_exceptions=*/false);
  if (parsed.is_discarded()) throw std::runtime_error(path + " is not readable as JSON");
  return parsed;
}

bool Has(const std::vector<std::string>& kinds, const std::string& kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

}  // namespace

std::vector<Variant> ReadManifest(const std::string& path) {
  std::vector<Variant> variants;
  for (const auto& entry : ReadJson(path)) {
    variants.push_back({entry.at("name"), entry.at("expect"), entry.at("exercise"),
                        entry.at("build"), entry.at("binary"), entry.at("report"),
                        entry.at("sources")});
  }
  return variants;
}

std::vector<std::string> GradingCommand(const std::string& judge, const Variant& variant, long seed,
                                        const std::string& report) {
  std::vector<std::string> words = {judge,
                                    "--exercise=" + variant.exercise,
                                    "--build=" + variant.build,
                                    "--binary=" + variant.binary,
                                    "--report=" + report,
                                    "--seed=" + std::to_string(seed)};
  for (const std::string& source : variant.sources) words.push_back("--source=" + source);
  if (variant.expect != "passed") words.push_back("--until=" + variant.expect);
  return words;
}

Grading ReadGrading(const std::string& path) {
  const auto report = ReadJson(path);
  Grading grading;
  grading.verdict = report.at("verdict");
  grading.points = report.at("points").is_number() ? report.at("points").get<int>() : 0;
  grading.max_points = report.at("max_points");
  for (const auto& test_case : report.at("cases")) {
    const std::string name = test_case.at("name");
    grading.kinds_by_case[name] = {};
    grading.first_failure[name] = test_case.value("first_failure", -1L);
    for (const auto& [strategy, count] : test_case.at("schedules").items()) {
      grading.schedules[name] += count.get<long>();
    }
  }
  for (const auto& finding : report.at("findings")) {
    for (const auto& name : finding.at("cases")) {
      grading.kinds_by_case[name.get<std::string>()].push_back(finding.at("kind"));
    }
  }
  return grading;
}

bool AsDeclared(const Variant& variant, const Grading& grading) {
  bool any = false;
  bool declared = false;
  for (const auto& [name, kinds] : grading.kinds_by_case) {
    any = any || !kinds.empty();
    declared = declared || Has(kinds, variant.expect);
  }
  const bool full = grading.points == grading.max_points;
  if (variant.expect == "passed") return grading.verdict == "passed" && full && !any;
  return declared && !full;
}

long SchedulesToDeclared(const Variant& variant, const Grading& grading) {
  long fewest = -1;
  for (const auto& [name, kinds] : grading.kinds_by_case) {
    const auto at = grading.first_failure.find(name);
    if (!Has(kinds, variant.expect) || at == grading.first_failure.end()) continue;
    if (fewest < 0 || at->second < fewest) fewest = at->second;
  }
  return fewest;
}

std::string KillingCase(const Variant& variant, const Grading& grading) {
  std::string telling;
  for (const auto& [name, kinds] : grading.kinds_by_case) {
    if (!Has(kinds, variant.expect)) continue;
    const auto schedules = [&](const std::string& which) {
      return grading.first_failure.at(which);
    };
    if (telling.empty() || schedules(name) < schedules(telling)) telling = name;
  }
  return telling;
}

}  // namespace checker::selftest

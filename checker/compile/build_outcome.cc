#include "checker/compile/build_outcome.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "checker/findings/report_json.h"

namespace checker {
namespace {

using nlohmann::json;

constexpr const char* kNames[] = {"built",         "compile error", "forbidden",
                                  "not attempted", "missing file",  "could not be graded"};

BuildStatus StatusNamed(const std::string& name) {
  for (int i = 0; i < 6; ++i) {
    if (name == kNames[i]) return static_cast<BuildStatus>(i);
  }
  throw std::runtime_error("not a build.json: unknown status " + name);
}

}  // namespace

std::string BuildOutcomeToJson(const BuildOutcome& outcome) {
  const json value = {{"status", kNames[static_cast<int>(outcome.status)]},
                      {"note", outcome.note},
                      {"findings", json::parse(FindingsToJson(outcome.findings))},
                      {"diagnostics", outcome.diagnostics},
                      {"symbolizer", outcome.symbolizer},
                      {"seconds", outcome.seconds}};
  return value.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

BuildOutcome BuildOutcomeFromJson(const std::string& text) {
  try {
    const json value = json::parse(text);
    BuildOutcome outcome;
    outcome.status = StatusNamed(value.at("status"));
    outcome.note = value.value("note", "");
    outcome.findings = FindingsFromJson(value.at("findings").dump());
    outcome.diagnostics = value.value("diagnostics", "");
    outcome.symbolizer = value.value("symbolizer", "");
    outcome.seconds = value.value("seconds", 0.0);
    return outcome;
  } catch (const json::exception& problem) {
    throw std::runtime_error(std::string("not a build.json: ") + problem.what());
  }
}

}  // namespace checker

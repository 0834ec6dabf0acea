#include "checker/report/expectation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace checker {
namespace {

constexpr std::array<std::string_view, 14> kExpectations = {
    "passed",   "not attempted", "compile error", "wrong result", "data race",
    "deadlock", "lost wake-up",  "livelock",      "busy waiting", "too much locking",
    "crash",    "leak",          "time limit",    "forbidden"};

std::string Seen(const Report& report) {
  std::set<std::string> kinds;
  for (const auto& finding : report.findings) kinds.insert(finding.kind);
  std::string points = report.points ? std::to_string(*report.points) : "no";
  return fmt::format("{}, {} of {} points, findings: {}", report.verdict, points, report.max_points,
                     kinds.empty() ? "none" : fmt::format("{}", fmt::join(kinds, ", ")));
}

bool Meets(const Report& report, const std::string& expected) {
  if (!report.points) return false;
  if (expected == "passed") {
    return report.verdict == kPassed && *report.points == report.max_points &&
           report.findings.empty();
  }
  if (expected == "not attempted") {
    return report.verdict == kNotAttempted && *report.points == 0;
  }
  const bool found = std::any_of(report.findings.begin(), report.findings.end(),
                                 [&](const auto& finding) { return finding.kind == expected; });
  return found && *report.points < report.max_points;
}

}  // namespace

bool IsExpectation(const std::string& expected) {
  return std::find(kExpectations.begin(), kExpectations.end(), expected) != kExpectations.end();
}

std::string FallsShort(const Report& report, const std::string& expected) {
  if (Meets(report, expected)) return "";
  return fmt::format("expected: {}\ngot:      {}", expected, Seen(report));
}

}  // namespace checker

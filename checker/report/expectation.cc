#include "checker/report/expectation.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace checker {
namespace {

std::string Seen(const Report& report) {
  std::set<std::string> kinds;
  for (const auto& finding : report.findings) kinds.insert(NameOf(finding.kind));
  std::string points = report.points ? std::to_string(*report.points) : "no";
  return fmt::format("{}, {} of {} points, findings: {}", report.verdict, points, report.max_points,
                     kinds.empty() ? "none" : fmt::format("{}", fmt::join(kinds, ", ")));
}

bool Meets(const Report& report, const std::string& expected) {
  if (!report.points) return false;
  if (expected == kPassed) {
    return report.verdict == kPassed && *report.points == report.max_points &&
           report.findings.empty();
  }
  if (expected == kNotAttempted) {
    return report.verdict == kNotAttempted && *report.points == 0;
  }
  const bool found =
      std::any_of(report.findings.begin(), report.findings.end(),
                  [&](const auto& finding) { return NameOf(finding.kind) == expected; });
  return found && *report.points < report.max_points;
}

}  // namespace

bool IsExpectation(const std::string& expected) {
  return expected == kPassed || protocol::FindingKindNamed(expected).has_value();
}

std::string FallsShort(const Report& report, const std::string& expected) {
  if (Meets(report, expected)) return "";
  return fmt::format("expected: {}\ngot:      {}", expected, Seen(report));
}

}  // namespace checker

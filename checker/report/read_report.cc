#include "checker/report/read_report.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

#include "checker/findings/report_json.h"

namespace checker {
namespace {

bool IsVerdict(const std::string& text) {
  constexpr std::array<std::string_view, 4> kVerdicts = {kPassed, kFailed, kNotAttempted,
                                                         kCouldNotBeGraded};
  return std::find(kVerdicts.begin(), kVerdicts.end(), text) != kVerdicts.end();
}

void Check(const std::string& verdict) {
  if (!IsVerdict(verdict)) throw std::runtime_error("unknown verdict \"" + verdict + "\"");
}

void Check(const Report& report) {
  Check(report.verdict);
  const int findings = static_cast<int>(report.findings.size());
  for (const auto& test_case : report.cases) {
    Check(test_case.outcome);
    for (const int index : test_case.findings) {
      if (index >= 0 && index < findings) continue;
      throw std::runtime_error(test_case.name + " names a finding that is not there");
    }
  }
}

}  // namespace

StatusOr<Report> ReadReport(const std::string& json) {
  try {
    Report report = ReportFromJson(json);
    Check(report);
    return report;
  } catch (const std::exception& e) {
    return Error(std::string("this is no report: ") + e.what());
  }
}

std::string Label(const Report& report) { return report.chapter + "/" + report.exercise; }

std::int64_t Schedules(const CaseReport& test_case) {
  std::int64_t sum = 0;
  for (const auto& [strategy, count] : test_case.schedules) sum += count;
  return sum;
}

}  // namespace checker

#include "checker/report/report.h"

#include <array>

namespace checker {
namespace {

constexpr std::array kVerdicts = {Verdict::kPassed, Verdict::kFailed, Verdict::kNotAttempted,
                                  Verdict::kCouldNotBeGraded};

}  // namespace

const char* ToString(Verdict verdict) {
  switch (verdict) {
    case Verdict::kPassed:
      return "passed";
    case Verdict::kFailed:
      return "failed";
    case Verdict::kNotAttempted:
      return "not attempted";
    case Verdict::kCouldNotBeGraded:
      break;
  }
  return "could not be graded";
}

std::optional<Verdict> VerdictFromString(const std::string& text) {
  for (const Verdict verdict : kVerdicts) {
    if (text == ToString(verdict)) return verdict;
  }
  return std::nullopt;
}

std::int64_t CaseReport::Schedules() const {
  std::int64_t sum = 0;
  for (const auto& [strategy, count] : schedules) sum += count;
  return sum;
}

std::string ReplayToken(const Report& report, const ReportedFinding& finding) {
  if (finding.token.empty() || finding.token.find('.') != std::string::npos) return finding.token;
  for (std::size_t i = 0; i < report.cases.size(); ++i) {
    if (!finding.cases.empty() && report.cases[i].name == finding.cases.front()) {
      return std::to_string(i + 1) + "." + finding.token;
    }
  }
  return finding.token;
}

}  // namespace checker

#include "checker/report/coverage.h"

#include <fmt/format.h>

#include <map>

#include "checker/base/utf8.h"
#include "checker/report/plain_text.h"
#include "checker/report/read_report.h"

namespace checker {

std::string Coverage(const CaseReport& test_case) {
  const std::int64_t count = Schedules(test_case);
  if (test_case.first_failure > 0) {
    return "failed in schedule " + Grouped(test_case.first_failure);
  }
  if (test_case.outcome != kPassed || count == 0) return "";
  std::string schedules = Counted(count, "schedule");
  if (test_case.exhausted_delays > 0) {  // without a delay there is one only
    schedules += " incl. all with up to " + Counted(test_case.exhausted_delays, "delay");
  }
  return schedules + ", no failure";
}

std::string CoverageOfAll(const Report& report) {
  std::int64_t all = 0;
  std::int64_t distinct = 0;
  std::map<std::string, std::int64_t> by_strategy;
  for (const CaseReport& test_case : report.cases) {
    all += Schedules(test_case);
    distinct += test_case.distinct;
    for (const auto& [strategy, count] : test_case.schedules) by_strategy[strategy] += count;
  }
  if (all == 0) return "";
  std::string strategies;
  for (const auto& [strategy, count] : by_strategy) {
    strategies +=
        fmt::format("{}{} {}", strategies.empty() ? "" : ", ", Printable(strategy), Grouped(count));
  }
  return fmt::format("Explored: {}, {} of them different ({}).", Counted(all, "schedule"),
                     Grouped(distinct), strategies);
}

}  // namespace checker

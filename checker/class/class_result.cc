#include "checker/class/class_result.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace checker {
namespace {

void Count(const Report* report, ExerciseTally& tally) {
  if (report == nullptr) {
    ++tally.not_submitted;
  } else if (!report->points) {
    ++tally.could_not_be_graded;
  } else if (report->verdict == kPassed) {
    ++tally.passed;
  } else {
    ++(report->verdict == kNotAttempted ? tally.not_attempted : tally.fell_short);
  }
}

}  // namespace

const Report* StudentResult::Find(const ExerciseEntry& exercise) const {
  const auto found = reports.find(exercise.Label());
  return found == reports.end() ? nullptr : &found->second;
}

int ClassResult::MaxPoints() const {
  int sum = 0;
  for (const auto& exercise : exercises) sum += exercise.MaxPoints();
  return sum;
}

std::optional<int> ClassResult::Total(const StudentResult& student) const {
  int sum = 0;
  for (const auto& exercise : exercises) {
    const Report* report = student.Find(exercise);
    if (report == nullptr) continue;
    if (!report->points) return std::nullopt;
    sum += *report->points;
  }
  return sum;
}

ExerciseTally Tally(const ClassResult& result, const ExerciseEntry& exercise) {
  ExerciseTally tally;
  int points = 0;
  for (const auto& student : result.students) {
    const Report* report = student.Find(exercise);
    Count(report, tally);
    if (report != nullptr) points += report->points.value_or(0);
  }
  const int graded = static_cast<int>(result.students.size()) - tally.could_not_be_graded;
  if (graded > 0) tally.mean_points = static_cast<double>(points) / graded;
  return tally;
}

std::vector<FrequentFinding> FrequentFindings(const ClassResult& result) {
  std::map<std::pair<std::string, std::string>, int> counts;
  for (const auto& student : result.students) {
    for (const auto& [label, report] : student.reports) {
      std::set<std::string> kinds;
      for (const auto& finding : report.findings) {
        if (finding.kind != FindingKind::kNotAttempted) kinds.insert(NameOf(finding.kind));
      }
      for (const auto& kind : kinds) ++counts[{label, kind}];
    }
  }
  std::vector<FrequentFinding> findings;
  for (const auto& [key, count] : counts) findings.push_back({key.first, key.second, count});
  std::sort(findings.begin(), findings.end(), [](const auto& a, const auto& b) {
    return std::tuple(-a.students, a.exercise, a.kind) <
           std::tuple(-b.students, b.exercise, b.kind);
  });
  return findings;
}

}  // namespace checker

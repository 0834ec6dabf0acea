#include "checker/judge/judge.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <numeric>
#include <optional>
#include <set>

#include "checker/findings/explain/explain.h"
#include "checker/judge/in_parallel.h"
#include "checker/judge/verdict.h"

namespace checker {
namespace {

constexpr std::chrono::seconds kListTime{10};
// Somebody has to look at it anyway, and cases that can't be graded tend to take long.
constexpr int kUngradedIsEnough = 3;
constexpr int kShortenedOfEachKind = 2;

class Judging {
 public:
  Judging(const Exercise& exercise, const BuildOutcome& build, const std::string& binary,
          const SourceTexts& sources, const CaseJudge::Settings& settings)
      : exercise_(exercise),
        build_(build),
        sources_(sources),
        settings_(settings),
        binary_(binary, build.symbolizer, exercise) {
    report_.chapter = exercise.chapter;
    report_.exercise = exercise.name;
    report_.title = exercise.title;
    report_.files = exercise.files;
    report_.max_points = exercise.MaxPoints();
    report_.seed = settings.seed;
  }

  Report Finish() {
    if (build_.status == BuildStatus::kBuilt) {
      JudgeCases();
    } else if (build_.status == BuildStatus::kCouldNotBeGraded) {
      GiveUp(build_.note);
    } else {
      FailAllCases(build_.findings);
      report_.note = build_.note;
    }
    Conclude();
    return std::move(report_);
  }

 private:
  // The list comes first: it must be exactly what the exercise declares, else something other than
  // our own main() has run.
  void JudgeCases() {
    const JobResult list = binary_.Run({"--list"}, kListTime);
    const std::vector<std::string>& names = list.records.cases;
    const std::set<std::string> found(names.begin(), names.end());
    if (!Declared(found)) return RefuseList(list, found);
    const CaseJudge judge(binary_, exercise_, sources_, settings_);
    const std::vector<std::size_t> order = Order(names);
    std::vector<std::optional<ExploredCase>> explored(names.size());
    ExploreAll(judge, names, order, explored);
    ConcludeAll(judge, names, order, explored);
  }

  // Ends early where nothing more has to be known, or can be.
  void ExploreAll(const CaseJudge& judge, const std::vector<std::string>& names,
                  const std::vector<std::size_t>& order,
                  std::vector<std::optional<ExploredCase>>& explored) const {
    std::mutex mutex;
    int ungraded = 0;
    InParallel(order.size(), settings_.jobs, [&](std::size_t k) {
      ExploredCase one = judge.Explore(names[order[k]]);
      const std::lock_guard lock(mutex);
      if (settings_.on_explored) settings_.on_explored(one.report, one.verdict);
      if (one.verdict.not_graded) ++ungraded;
      const bool seen =
          one.verdict.failure && settings_.until && one.verdict.failure->kind == settings_.until;
      explored[order[k]] = std::move(one);
      return !seen && ungraded < kUngradedIsEnough;
    });
  }

  void ConcludeAll(const CaseJudge& judge, const std::vector<std::string>& names,
                   const std::vector<std::size_t>& order,
                   std::vector<std::optional<ExploredCase>>& explored) {
    const std::vector<bool> shorten = ToShorten(order, explored);
    std::vector<CaseJudgement> judgements(names.size());
    InParallel(names.size(), settings_.jobs, [&](std::size_t i) {
      if (!explored[i]) return true;
      judgements[i] = judge.Conclude(std::move(*explored[i]), static_cast<int>(i) + 1, shorten[i]);
      return true;
    });
    for (const std::size_t i : order) {
      if (explored[i]) {
        Add(std::move(judgements[i]));
      } else if (!settings_.until) {
        AddUnrun(names[i]);
      }
    }
  }

  // Cases that fail in the same way mostly fail at the same place, and are told as one finding: so
  // only the first ones of a kind.
  static std::vector<bool> ToShorten(const std::vector<std::size_t>& order,
                                     const std::vector<std::optional<ExploredCase>>& explored) {
    std::vector<bool> shorten(explored.size());
    std::map<FindingKind, int> seen;
    for (const std::size_t i : order) {
      if (!explored[i] || !explored[i]->verdict.failure) continue;
      shorten[i] = seen[*explored[i]->verdict.failure->kind]++ < kShortenedOfEachKind;
    }
    return shorten;
  }

  // Positions in `names`: the test's own order, but for the case to begin with.
  std::vector<std::size_t> Order(const std::vector<std::string>& names) const {
    std::vector<std::size_t> order(names.size());
    std::iota(order.begin(), order.end(), 0);
    const auto first = std::find_if(order.begin(), order.end(),
                                    [&](std::size_t i) { return names[i] == settings_.first; });
    if (first != order.end()) std::rotate(order.begin(), first, first + 1);
    return order;
  }

  void AddUnrun(const std::string& name) {
    CaseReport one;
    one.name = name;
    one.points = exercise_.points.at(name);
    one.outcome = kCouldNotBeGraded;
    report_.cases.push_back(std::move(one));
  }

  bool Declared(const std::set<std::string>& found) const {
    return found.size() == exercise_.points.size() &&
           std::all_of(found.begin(), found.end(),
                       [&](const std::string& name) { return exercise_.points.count(name) != 0; });
  }

  void RefuseList(const JobResult& list, const std::set<std::string>& found) {
    if (const auto* failure = std::get_if<SandboxFailure>(&list.run.end)) {
      return GiveUp(failure->reason);
    }
    if (!found.empty()) {
      return GiveUp(
          "a bug in the checker, not in your code: the test and the exercise's points do "
          "not name the same cases");
    }
    FailureContext context;
    context.sources = &sources_;
    context.failure.kind = FindingKind::kCrash;
    context.failure.message = "ended early: the program ended with " + EndInWords(list.run.end) +
                              " before any test had begun";
    Finding finding = ExplainFailure(context);
    finding.what =
        "The program ended (" + EndInWords(list.run.end) + ") before any test had begun.";
    finding.advice =
        "Look at what runs before main(): the initialisers of global and static "
        "objects.";
    finding.cases.clear();
    FailAllCases({finding});
  }

  void FailAllCases(std::vector<Finding> findings) {
    const bool attempted =
        build_.status != BuildStatus::kNotAttempted && build_.status != BuildStatus::kMissingFile;
    for (const auto& [name, points] : exercise_.points) {
      CaseReport one;
      one.name = name;
      one.points = points;
      one.outcome = attempted ? kFailed : kNotAttempted;
      if (!findings.empty()) one.findings = {0};
      report_.cases.push_back(std::move(one));
    }
    report_.findings = std::move(findings);
    if (report_.findings.empty()) return;
    report_.findings.front().points_lost = report_.max_points;
    for (const CaseReport& one : report_.cases) {
      report_.findings.front().cases.push_back(one.name);
    }
  }

  // Never a zero: nobody knows what the submission is worth.
  void GiveUp(const std::string& why) {
    not_graded_ = true;
    if (report_.note.find(why) != std::string::npos) return;
    report_.note += (report_.note.empty() ? "" : "; ") + why;
  }

  void Add(CaseJudgement judgement) {
    if (judgement.report.outcome == kCouldNotBeGraded) {
      GiveUp(judgement.not_graded);
    }
    if (judgement.finding) {
      judgement.report.findings = {PositionOf(std::move(*judgement.finding))};
    }
    report_.cases.push_back(std::move(judgement.report));
  }

  // The same mistake seen by several cases is one finding.
  int PositionOf(Finding finding) {
    for (std::size_t i = 0; i < report_.findings.size(); ++i) {
      Finding& known = report_.findings[i];
      if (!known.SamePlace(finding)) continue;
      known.cases.insert(known.cases.end(), finding.cases.begin(), finding.cases.end());
      known.points_lost += finding.points_lost;
      return static_cast<int>(i);
    }
    report_.findings.push_back(std::move(finding));
    return static_cast<int>(report_.findings.size()) - 1;
  }

  void Conclude() {
    int points = 0;
    bool all_passed = !report_.cases.empty();
    bool attempted = false;
    for (const CaseReport& one : report_.cases) {
      points += one.earned;
      all_passed = all_passed && one.outcome == kPassed;
      attempted = attempted || one.outcome == kFailed;
    }
    report_.verdict = not_graded_                 ? kCouldNotBeGraded
                      : all_passed                ? kPassed
                      : points == 0 && !attempted ? kNotAttempted
                                                  : kFailed;
    if (!not_graded_) report_.points = points;
  }

  const Exercise& exercise_;
  const BuildOutcome& build_;
  const SourceTexts& sources_;
  const CaseJudge::Settings settings_;
  const TestBinary binary_;
  Report report_;
  bool not_graded_ = false;
};

}  // namespace

Report JudgeSubmission(const Exercise& exercise, const BuildOutcome& build,
                       const std::string& binary, const SourceTexts& sources,
                       const CaseJudge::Settings& settings) {
  return Judging(exercise, build, binary, sources, settings).Finish();
}

}  // namespace checker

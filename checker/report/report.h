// The result of grading one exercise, as data. Everything that is printed is a function of it.
//
// Thread safety: plain data.
#ifndef CHECKER_REPORT_REPORT_H_
#define CHECKER_REPORT_REPORT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace checker {

enum class Verdict { kPassed, kFailed, kNotAttempted, kCouldNotBeGraded };

// "passed", "failed", "not attempted", "could not be graded".
const char* ToString(Verdict verdict);
std::optional<Verdict> VerdictFromString(const std::string& text);

// A finding as reports show it: what, why, where, try.
struct ReportedFinding {
  std::string kind;  // "data race"
  std::string file;  // "rlock.h", or empty
  int line = 0;      // 0: no line
  std::vector<std::string> cases;
  int points_lost = 0;
  std::string what;
  std::string why;
  std::vector<std::string> where;
  std::string advice;  // the part called `try`, which C++ keeps for itself
  std::string token;   // replays the schedule; empty if there is none
  std::vector<std::string> excerpt;
  std::vector<std::string> diagram;
  std::string details_json = "{}";
};

struct CaseReport {
  std::string name;  // "RLock.TheHolderMayLockAgain"
  int points = 0;    // what it is worth
  int earned = 0;
  Verdict outcome = Verdict::kFailed;
  std::vector<std::pair<std::string, std::int64_t>> schedules;  // strategy, how many
  std::int64_t distinct = 0;                                    // different schedules seen
  int exhausted_delays = -1;          // all schedules with so many delays were tried; -1: not all
  std::int64_t first_failure = -1;    // number of the schedule; -1: none
  std::vector<std::size_t> findings;  // indices into Report::findings

  std::int64_t Schedules() const;
};

struct Report {
  std::string chapter;
  std::string exercise;
  std::string title;
  std::vector<std::string> files;
  Verdict verdict = Verdict::kCouldNotBeGraded;
  std::optional<int> points;  // nullopt: could not be graded, which is no zero
  int max_points = 0;
  std::uint64_t seed = 0;
  std::string note;
  std::vector<CaseReport> cases;
  std::vector<ReportedFinding> findings;

  std::string Label() const { return chapter + "/" + exercise; }
};

// The token that people type: it names the case too ("3.7f3a91"). Empty if there is none.
std::string ReplayToken(const Report& report, const ReportedFinding& finding);

}  // namespace checker

#endif  // CHECKER_REPORT_REPORT_H_

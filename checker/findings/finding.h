// One thing that is wrong with a student's work, in plain words: the unit of every report.
//
// Thread safety: plain data.
#ifndef CHECKER_FINDINGS_FINDING_H_
#define CHECKER_FINDINGS_FINDING_H_

#include <map>
#include <string>
#include <vector>

namespace checker {

// The kinds, as they are written everywhere.
namespace kind {
inline constexpr char kCompileError[] = "compile error";
inline constexpr char kWrongResult[] = "wrong result";
inline constexpr char kDataRace[] = "data race";
inline constexpr char kDeadlock[] = "deadlock";
inline constexpr char kLostWakeUp[] = "lost wake-up";
inline constexpr char kLivelock[] = "livelock";
inline constexpr char kBusyWaiting[] = "busy waiting";
inline constexpr char kTooMuchLocking[] = "too much locking";
inline constexpr char kCrash[] = "crash";
inline constexpr char kLeak[] = "leak";
inline constexpr char kTimeLimit[] = "time limit";
inline constexpr char kForbidden[] = "forbidden";
inline constexpr char kNotAttempted[] = "not attempted";
}  // namespace kind

struct Finding {
  std::string kind;
  std::string file;  // the student's name for it: "rlock.h"; "" when there is no place
  int line = 0;      // 0 when there is no line
  std::vector<std::string> cases;
  int points_lost = 0;
  // The four parts.
  std::string what;
  std::string why;
  std::vector<std::string> where;
  std::string advice;
  // How to see it again: "3.7f3a91" is schedule 7f3a91 of the exercise's third case; "" if it can't
  // be replayed.
  std::string token;
  std::vector<std::string> excerpt;  // source lines round the place: "41 | ++count_;"
  std::vector<std::string> diagram;  // one column per thread
  std::map<std::string, std::string> details;

  bool SamePlace(const Finding& other) const {
    return kind == other.kind && file == other.file && line == other.line;
  }
};

}  // namespace checker

#endif  // CHECKER_FINDINGS_FINDING_H_

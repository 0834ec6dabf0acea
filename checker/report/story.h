// One schedule, step by step, as a person can follow it: who did what to which object, on which
// line, at which virtual time, and where the failure became inevitable. Everything that shows a
// schedule is a function of this.
//
// Thread safety: plain data.
#ifndef CHECKER_REPORT_STORY_H_
#define CHECKER_REPORT_STORY_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "checker/protocol/operation.h"

namespace checker {

struct StoryStep {
  int number = 0;  // as the explorer counts
  int thread = 0;  // 0 is the test itself
  protocol::Operation operation = protocol::Operation::kNone;
  bool race = false;     // an access of a data race, which is no step of the explorer's
  std::string object;    // "`mutex_`", "thread 2", or empty
  bool blocked = false;  // the thread begins to wait for it
  std::int64_t time_ns = 0;
  std::string file;      // "rlock.h"; empty when the step is in no file that the student knows
  int line = 0;          // 0: not known
  std::string function;  // "unlock"
  std::string source;    // the line's text, for the student's own files
};

// A step after which the failure could not be prevented, or the best that is known of it.
struct StoryMoment {
  std::size_t step = 0;  // index into Story::steps
  std::string text;      // "from here on ..."
};

struct Story {
  std::string exercise;   // "04_locks/rlock"
  std::string case_name;  // "RLock.TheHolderMayLockAgain"
  std::string token;      // "3.7f3a91"
  std::string kind;       // of the failure; empty if the schedule did not fail
  std::vector<StoryStep> steps;
  std::optional<StoryMoment> moment;
};

// What the step does, for people: "lock", "write: data race".
std::string OperationInWords(const StoryStep& step);

// The threads that take part, in order, with the names that people see.
std::map<int, std::string> ThreadNames(const Story& story);

// Steps that say nothing new are left out: what happens in no file that the student knows,
// and what one thread does over and over on one line.
Story Condensed(const Story& story);

// "0 s", "1.5 ms", "3600 s".
std::string VirtualTime(std::int64_t time_ns);

}  // namespace checker

#endif  // CHECKER_REPORT_STORY_H_

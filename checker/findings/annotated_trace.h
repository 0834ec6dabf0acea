// One schedule, step by step, as a person can follow it: which thread did what to which object, on
// which line, at which virtual time, and from where on the failure was inevitable. Everything that
// shows an interleaving is a function of this.
//
// Thread safety: plain data.
#ifndef CHECKER_FINDINGS_ANNOTATED_TRACE_H_
#define CHECKER_FINDINGS_ANNOTATED_TRACE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "checker/findings/location.h"
#include "checker/protocol/finding_kind.h"
#include "checker/protocol/operation.h"

namespace checker {

struct AnnotatedStep {
  enum class Role {
    kStep,        // of the schedule
    kRaceAccess,  // one side of a data race; the schedule does not stop there
    kStandsHere,  // where a thread that is stuck stands in the end
  };
  Role role = Role::kStep;
  int number = 0;  // as the explorer counts
  int thread = 0;  // 0 is the test itself
  protocol::Operation operation = protocol::Operation::kNone;
  std::string object;      // the explorer's name for it: "mutex #2", "thread 2", or empty
  std::string name;        // the student's name for it: "locks_[to]"; empty if that can't be told
  bool ambiguous = false;  // other objects go by this name, or this one by others
  bool blocked = false;    // the thread begins to wait for it
  std::int64_t time_ns = 0;
  std::optional<Location> location;  // nothing: in no file that the student knows
  std::string source;                // the line's text, for the student's own files
};

// A step after which the failure could not be prevented, or the best that is known of it.
struct PointOfNoReturn {
  std::size_t step = 0;  // index into AnnotatedTrace::steps
  std::string text;      // "From here on ..."
};

struct AnnotatedTrace {
  std::vector<AnnotatedStep> steps;
  std::optional<PointOfNoReturn> point_of_no_return;
  std::size_t left_out = 0;  // steps before the first one
};

// A schedule that was run again to be looked at.
struct ReplayedSchedule {
  std::string exercise;                       // "04_locks/rlock"
  std::string case_name;                      // "RLock.TheHolderMayLockAgain"
  std::string token;                          // "3.7f3a91"
  std::optional<protocol::FindingKind> kind;  // nothing if the schedule did not fail
  AnnotatedTrace trace;
};

// The threads that take part, in order.
std::set<int> ThreadsOf(const AnnotatedTrace& trace);

// Steps that say nothing new are left out: what happens in no file that the student knows,
// and what one thread does over and over on one line.
AnnotatedTrace Condensed(const AnnotatedTrace& trace);

// The last `most` steps. Of what one thread does over and over on one line each thing is kept once,
// if all would be too much.
AnnotatedTrace LastSteps(AnnotatedTrace trace, std::size_t most);

}  // namespace checker

#endif  // CHECKER_FINDINGS_ANNOTATED_TRACE_H_

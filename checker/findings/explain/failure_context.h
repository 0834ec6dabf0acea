// All that is known about one failure of one test case, ready to be told.
//
// Thread safety: const methods may be called by any thread.
#ifndef CHECKER_FINDINGS_EXPLAIN_FAILURE_CONTEXT_H_
#define CHECKER_FINDINGS_EXPLAIN_FAILURE_CONTEXT_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "checker/findings/failure.h"
#include "checker/findings/frame.h"
#include "checker/findings/location.h"
#include "checker/findings/race_report.h"
#include "checker/findings/source_text.h"

namespace checker {

struct FailureContext {
  std::string case_name;  // "RLock.TheHolderMayLockAgain"
  Failure failure;
  std::optional<RaceReport> race;
  std::vector<TraceStep> trace;
  Symbols symbols;
  const SourceTexts* sources = nullptr;  // the student's files; not null
  std::set<std::string> given;           // names of given headers
  std::string test_file;                 // "chapters/04_locks/tests/rlock_test.cc"

  // Every address in it, for the symbolizer.
  std::vector<CodeOffset> Addresses() const;

  // Places on the stack that a student knows, innermost first. Frames of the library and of the
  // checker are left out.
  std::vector<Location> LocationsOn(const Stack& stack) const;
  // The first one in the student's own code; else the first known one.
  std::optional<Location> MainLocation(const Stack& stack) const;
  // Where the failure was noted (a failed assertion), if it is a place that a student knows.
  std::optional<Location> NotedLocation() const;
  // The last line of the student's that the trace shows, of any thread or of the given one.
  std::optional<Location> LastOwnLocation(std::optional<int> thread = std::nullopt) const;
  std::string LineText(
      const Location& place) const;  // trimmed; "" for other files than the student's
  // The student's name for what is worked on there; "" if it can't be told.
  std::string NameAtLocation(const Location& place) const;
  // The same for a lock that is taken there: in `locks.emplace_back(mutex)` that is `mutex`.
  std::string LockAtLocation(const Location& place) const;
};

}  // namespace checker

#endif  // CHECKER_FINDINGS_EXPLAIN_FAILURE_CONTEXT_H_

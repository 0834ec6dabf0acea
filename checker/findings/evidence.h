// All that is known about one failure of one test case, ready to be told.
//
// Thread safety: const methods may be called by any thread.
#ifndef CHECKER_FINDINGS_EVIDENCE_H_
#define CHECKER_FINDINGS_EVIDENCE_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "checker/findings/failure.h"
#include "checker/findings/frame.h"
#include "checker/findings/race_report.h"
#include "checker/findings/source_text.h"

namespace checker {

// A line of a file that a student knows: the own file, a given header, or the test.
struct Place {
  enum class Owner { kStudent, kGiven, kTest };
  Owner owner = Owner::kStudent;
  std::string file;      // "rlock.h", "tests/rlock_test.cc"
  std::string function;  // short: "unlock"; "the test" for a test's body
  int line = 0;
  int column = 0;

  // "unlock, line 41"; with the file where it is not the student's.
  std::string InWords() const;
};

struct Evidence {
  std::string case_name;  // "RLock.TheHolderMayLockAgain"
  Failure failure;
  std::optional<RaceReport> race;
  std::vector<TraceStep> trace;
  Symbols symbols;
  const SourceTexts* sources = nullptr;  // the student's files; not null
  std::set<std::string> given;           // names of given headers
  std::string test_file;                 // "chapters/04_locks/tests/rlock_test.cc"

  // Places on the stack that a student knows, innermost first. Frames of the library and of the
  // checker are left out.
  std::vector<Place> PlacesOn(const Stack& stack) const;
  // The first one in the student's own code; else the first known one.
  std::optional<Place> MainPlace(const Stack& stack) const;
  // Where the failure was noted (a failed assertion), if it is a place that a student knows.
  std::optional<Place> NotedPlace() const;
  // The last line of the student's that the trace shows, of any thread or of the given one.
  std::optional<Place> LastOwnPlace(std::optional<int> thread = std::nullopt) const;
  std::string LineText(const Place& place) const;  // trimmed; "" for other files than the student's
  // The student's name for what is worked on there; "" if it can't be told.
  std::string NameAtPlace(const Place& place) const;
  // The same for a lock that is taken there: in `locks.emplace_back(mutex)` that is `mutex`.
  std::string LockAtPlace(const Place& place) const;
};

// "thread 2", or "the test" for 0.
std::string ThreadInWords(int thread);
std::string Capitalized(std::string words);
// "`count_`", or `otherwise` if there is no name.
std::string Quoted(const std::string& name, const std::string& otherwise);

}  // namespace checker

#endif  // CHECKER_FINDINGS_EVIDENCE_H_

// Decides whether a student's source may be compiled and run: the part of the defence that looks at
// the text. It refuses what reaches round the checker and what the exercise itself rules out, each
// with the line and the reason. It is not alone: the sandbox holds whatever gets past it.
//
// Thread safety: may be called by any thread.
#ifndef CHECKER_SUBMISSION_POLICY_H_
#define CHECKER_SUBMISSION_POLICY_H_

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace checker {

struct PolicyRules {
  std::set<std::string> headers;  // those given, and the exercise's own files
  // The exercise's: why it must not be used, by `std::mutex` (of the library), `sem_init` (of C) or
  // `PTHREAD_MUTEX_RECURSIVE` (a macro). See policy_library_names.h.
  std::map<std::string, std::string> forbidden;
  std::set<std::string> allowed;     // the exercise's: names otherwise refused
  std::set<std::string> test_names;  // names in the test and in given headers
};

struct PolicyViolation {
  int line;
  std::string what;  // "`asm` is used"
  std::string why;
  std::string advice;
};

// In the order of their lines; a name that is refused is reported once.
std::vector<PolicyViolation> CheckSource(std::string_view source, const PolicyRules& rules);

// Names in a source of ours, for PolicyRules::test_names.
std::set<std::string> NamesIn(std::string_view source);

// Macros of a source that would change what a header of ours means, which is read after it.
std::vector<PolicyViolation> CheckMacrosAgainst(std::string_view source, std::string_view header);

// What the compiled file says: one symbol per line, as `llvm-nm --extern-only --format=posix`
// prints them. Catches definitions that would take the place of the C library's or the checker's,
// and calls that the text hides. `source` is searched for the line.
std::vector<PolicyViolation> CheckSymbols(std::string_view listing, std::string_view source,
                                          const PolicyRules& rules);

// Functions and variables of a .cc file (its listing) that would take the place of inline ones in
// the test's object: of a given header's, for instance. The linker says nothing about those.
std::vector<PolicyViolation> CheckReplacements(std::string_view listing,
                                               std::string_view test_listing);

}  // namespace checker

#endif  // CHECKER_SUBMISSION_POLICY_H_

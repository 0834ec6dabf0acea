// A line of a file that a student knows.
//
// Thread safety: plain data.
#ifndef CHECKER_FINDINGS_LOCATION_H_
#define CHECKER_FINDINGS_LOCATION_H_

#include <optional>
#include <string>

namespace checker {

struct Location {
  // kStub: the file as it came with the exercise, which nobody has touched.
  enum class Owner { kStudent, kGiven, kTest, kStub };
  Owner owner = Owner::kStudent;
  std::string file;           // "rlock.h", "tests/rlock_test.cc"
  std::string function = "";  // short: "unlock"; "the test" for a test's body
  int line = 0;               // 0: the file as a whole
  int column = 0;             // 0: not known

  bool IsStudents() const { return owner == Owner::kStudent; }
};

// What happened there: "write", "thread 1 waits", or "" where it goes without saying.
struct LabeledLocation {
  std::string label;
  std::optional<Location> location;  // nothing: inside the library
};

}  // namespace checker

#endif  // CHECKER_FINDINGS_LOCATION_H_

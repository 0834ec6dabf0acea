// What the workbook holds: its exercises in the order of its chapters, as the build states them.
//
// Thread safety: plain data.
#ifndef CHECKER_SUBMISSION_CATALOGUE_H_
#define CHECKER_SUBMISSION_CATALOGUE_H_

#include <string>
#include <string_view>
#include <vector>

#include "checker/base/status.h"

namespace checker {

struct CaseEntry {
  std::string name;  // "RLock.TheHolderMayLockAgain"
  int points = 0;
};

struct ExerciseEntry {
  std::string chapter;  // "04_locks"
  std::string name;     // "rlock"
  std::string title;
  std::vector<std::string> files;  // what the student hands in, without folders
  std::vector<CaseEntry> cases;
  std::vector<std::string> hints;
  std::string spec_json = "{}";  // all that the chapter states: exercise.json

  std::string Label() const { return chapter + "/" + name; }
  int MaxPoints() const;
};

struct Catalogue {
  std::vector<ExerciseEntry> exercises;

  // The exercises that `name` means: "" is all, "04_locks" a chapter, "04_locks/rlock" one
  // exercise. Empty when there are none of that name.
  std::vector<ExerciseEntry> Named(std::string_view name) const;
};

// Reads the generated list {"exercises":[{"chapter":"04_locks","name":"rlock",..}]}.
StatusOr<Catalogue> ParseCatalogue(std::string_view json);

}  // namespace checker

#endif  // CHECKER_SUBMISSION_CATALOGUE_H_

// What a new exercise begins with: a stub, a test, a reference, a section of the lesson, and its
// lines in the lists. It builds as it is, and is `not attempted`; the rest is writing.
//
// Thread safety: may be called by any thread.
#ifndef CHECKER_CLI_EXERCISE_SCAFFOLD_H_
#define CHECKER_CLI_EXERCISE_SCAFFOLD_H_

#include <filesystem>
#include <map>
#include <string>

#include "checker/base/status.h"

namespace checker {

// Path in the workspace -> what is to stand there: the new files, and those that change. `label` is
// CHAPTER/EXERCISE, "04_locks/spin_lock"; a chapter that is not there begins with this exercise.
// Writes nothing. Fails where a name has another form, or a file of the exercise is there already.
StatusOr<std::map<std::string, std::string>> ScaffoldOfExercise(
    const std::filesystem::path& workspace, const std::string& label);

}  // namespace checker

#endif  // CHECKER_CLI_EXERCISE_SCAFFOLD_H_

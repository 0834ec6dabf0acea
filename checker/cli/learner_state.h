// What the workbook remembers of the learner: the results of the last check and the hints seen. It
// lies in .workbook/learner.json, may be removed at any time, and counts for no grade.
//
// Thread safety: plain data; two commands at once may lose the one's note.
#ifndef CHECKER_CLI_LEARNER_STATE_H_
#define CHECKER_CLI_LEARNER_STATE_H_

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "checker/findings/report.h"

namespace checker {

struct ExerciseState {
  std::string verdict;  // of the last check; "" before the first
  std::optional<int> points;
  std::size_t hints_seen = 0;
};

struct LearnerState {
  std::map<std::string, ExerciseState> exercises;  // by "04_locks/rlock"

  void Note(const Report& report);
};

// A file that is missing or damaged means that nothing is known yet.
LearnerState LoadLearnerState(const std::filesystem::path& workspace);

// Failing to write is no reason to stop: the learner's results were shown.
void SaveLearnerState(const std::filesystem::path& workspace, const LearnerState& state);

}  // namespace checker

#endif  // CHECKER_CLI_LEARNER_STATE_H_

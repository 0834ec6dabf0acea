#include <fmt/format.h>

#include <algorithm>

#include "checker/cli/commands.h"
#include "checker/cli/learner_state.h"
#include "checker/report/plain_text.h"
#include "checker/workspace/workbook_build.h"

namespace checker {
namespace {

constexpr std::size_t kColumns = 80;

void PrintHint(std::size_t number, const std::string& hint) {
  std::string head = fmt::format("{}. ", number);
  for (const auto& line : Wrap(hint, kColumns)) {
    fmt::print("{}{}\n", head, line);
    head = std::string(head.size(), ' ');
  }
}

void PrintHints(const ExerciseEntry& exercise, std::size_t seen) {
  fmt::print("{}: {}\n\n", exercise.Label(), exercise.title);
  for (std::size_t i = 0; i < seen; ++i) PrintHint(i + 1, exercise.hints[i]);
  const std::size_t left = exercise.hints.size() - seen;
  if (left == 0) return fmt::print("\nThat was the last hint.\n");
  fmt::print("\n{} left. The next:  ./workbook hint {} --next\n",
             Counted(static_cast<long>(left), "hint"), exercise.Label());
}

}  // namespace

int RunHint(const HintOptions& options, const Environment& environment) {
  const auto exercise = FindExercise(environment, options.name);
  if (!exercise.ok()) return Complain(exercise.status().message());
  LearnerState state = LoadLearnerState(environment.workspace);
  std::size_t& seen = state.exercises[exercise.value().Label()].hints_seen;
  // Who asks for the first time gets the first.
  seen = std::max<std::size_t>(seen + (options.next ? 1 : 0), 1);
  seen = std::min(seen, exercise.value().hints.size());
  PrintHints(exercise.value(), seen);
  SaveLearnerState(environment.workspace, state);
  return kDone;
}

}  // namespace checker

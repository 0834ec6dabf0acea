#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "checker/base/utf8.h"
#include "checker/cli/commands.h"
#include "checker/cli/learner_state.h"
#include "checker/report/plain_text.h"
#include "checker/workspace/workbook_build.h"

namespace checker {
namespace {

using Json = nlohmann::ordered_json;

std::string VerdictText(const ExerciseState& state) {
  return state.verdict.empty() ? "not checked yet" : state.verdict;
}

Json ExerciseJson(const ExerciseEntry& exercise, const ExerciseState& state) {
  return {{"chapter", exercise.chapter},
          {"exercise", exercise.name},
          {"title", exercise.title},
          {"files", exercise.files},
          {"max_points", exercise.MaxPoints()},
          {"points", state.points ? Json(*state.points) : Json()},
          {"verdict", state.verdict.empty() ? Json() : Json(state.verdict)},
          {"hints", exercise.hints.size()},
          {"hints_seen", state.hints_seen}};
}

void PrintJson(const Catalogue& catalogue, LearnerState& state) {
  Json exercises = Json::array();
  for (const auto& exercise : catalogue.exercises) {
    exercises.push_back(ExerciseJson(exercise, state.exercises[exercise.Label()]));
  }
  fmt::print("{}\n", Json({{"schema", 1}, {"exercises", exercises}}).dump(1));
}

void PrintText(const Catalogue& catalogue, LearnerState& state) {
  std::size_t name_columns = 0;
  std::size_t title_columns = 0;
  for (const auto& exercise : catalogue.exercises) {
    name_columns = std::max(name_columns, Columns(exercise.name));
    title_columns = std::max(title_columns, Columns(exercise.title));
  }
  std::string chapter;
  for (const auto& exercise : catalogue.exercises) {
    if (exercise.chapter != chapter) fmt::print("{}\n", exercise.chapter);
    chapter = exercise.chapter;
    const ExerciseState& known = state.exercises[exercise.Label()];
    fmt::print("  {}  {}  {:>3} of {:>3}  {}\n", PadRight(exercise.name, name_columns),
               PadRight(exercise.title, title_columns),
               known.points ? std::to_string(*known.points) : "-", exercise.MaxPoints(),
               VerdictText(known));
  }
}

}  // namespace

int RunList(const ListOptions& options, const Environment& environment) {
  const auto catalogue = LoadCatalogue(environment);
  if (!catalogue.ok()) return Complain(catalogue.status().message());
  LearnerState state = LoadLearnerState(environment.workspace);
  options.json ? PrintJson(catalogue.value(), state) : PrintText(catalogue.value(), state);
  return kDone;
}

}  // namespace checker

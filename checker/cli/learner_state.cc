#include "checker/cli/learner_state.h"

#include <nlohmann/json.hpp>
#include <system_error>

#include "checker/base/file_io.h"
#include "checker/report/read_report.h"

namespace checker {
namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

fs::path StatePath(const fs::path& workspace) { return workspace / ".workbook" / "learner.json"; }

ExerciseState ReadState(const Json& json) {
  ExerciseState state;
  state.verdict = json.value("verdict", "");
  if (json.contains("points")) state.points = json["points"].get<int>();
  state.hints_seen = json.value("hints_seen", std::size_t{0});
  return state;
}

Json WriteState(const ExerciseState& state) {
  Json json = {{"hints_seen", state.hints_seen}};
  if (!state.verdict.empty()) json["verdict"] = state.verdict;
  if (state.points) json["points"] = *state.points;
  return json;
}

}  // namespace

void LearnerState::Note(const Report& report) {
  ExerciseState& state = exercises[Label(report)];
  state.verdict = report.verdict;
  state.points = report.points;
}

LearnerState LoadLearnerState(const fs::path& workspace) {
  LearnerState state;
  try {
    const Json all = Json::parse(ReadFile(StatePath(workspace)).value_or(""));
    for (const auto& [label, json] : all.items()) {
      state.exercises[label] = ReadState(json);
    }
  } catch (const Json::exception&) {
    return {};
  }
  return state;
}

void SaveLearnerState(const fs::path& workspace, const LearnerState& state) {
  Json json = Json::object();
  for (const auto& [label, exercise] : state.exercises) json[label] = WriteState(exercise);
  std::error_code ignored;
  fs::create_directories(StatePath(workspace).parent_path(), ignored);
  (void)WriteAtomically(StatePath(workspace), json.dump(1) + "\n");
}

}  // namespace checker

#include "checker/submission/catalogue.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace checker {
namespace {

// Keeps the order in which the chapter states its cases.
using Json = nlohmann::ordered_json;

ExerciseEntry ReadExercise(const Json& json) {
  ExerciseEntry entry;
  entry.chapter = json.at("chapter").get<std::string>();
  entry.name = json.at("name").get<std::string>();
  entry.title = json.value("title", entry.name);
  entry.files = json.at("files").get<std::vector<std::string>>();
  for (const auto& [name, points] : json.at("points").items()) {
    entry.cases.push_back({name, points.get<int>()});
  }
  entry.hints = json.value("hints", std::vector<std::string>());
  entry.spec_json = json.dump();
  return entry;
}

Catalogue ReadCatalogue(const Json& json) {
  Catalogue catalogue;
  for (const Json& exercise : json.at("exercises")) {
    catalogue.exercises.push_back(ReadExercise(exercise));
  }
  return catalogue;
}

}  // namespace

int ExerciseEntry::MaxPoints() const {
  int sum = 0;
  for (const CaseEntry& test_case : cases) sum += test_case.points;
  return sum;
}

std::vector<ExerciseEntry> Catalogue::Named(std::string_view name) const {
  // As the shell completes it: "chapters/04_locks/".
  while (name.ends_with('/')) name.remove_suffix(1);
  if (name.starts_with("chapters/")) name.remove_prefix(9);
  std::vector<ExerciseEntry> found;
  std::copy_if(exercises.begin(), exercises.end(), std::back_inserter(found),
               [name](const ExerciseEntry& exercise) {
                 return name.empty() || name == exercise.chapter || name == exercise.name ||
                        name == exercise.Label();
               });
  return found;
}

StatusOr<Catalogue> ParseCatalogue(std::string_view json) {
  try {
    return ReadCatalogue(Json::parse(json));
  } catch (const Json::exception& e) {
    return Error(std::string("the list of exercises cannot be read: ") + e.what());
  }
}

}  // namespace checker

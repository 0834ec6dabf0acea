#include "checker/compile/exercise.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

namespace checker {

int Exercise::MaxPoints() const {
  int sum = 0;
  for (const auto& [name, worth] : points) sum += worth;
  return sum;
}

Exercise ExerciseFromJson(const std::string& text) {
  using nlohmann::json;
  try {
    const json value = json::parse(text);
    Exercise exercise;
    value.at("chapter").get_to(exercise.chapter);
    value.at("name").get_to(exercise.name);
    exercise.title = value.value("title", exercise.name);
    value.at("files").get_to(exercise.files);
    value.at("points").get_to(exercise.points);
    exercise.given = value.value("given", exercise.given);
    exercise.forbidden = value.value("forbidden", exercise.forbidden);
    exercise.allowed = value.value("allow", exercise.allowed);
    exercise.schedules = value.value("schedules", exercise.schedules);
    exercise.time_limit =
        std::chrono::seconds(value.value("time_limit_seconds", exercise.time_limit.count()));
    exercise.memory_bytes = value.value("memory_mb", exercise.memory_bytes >> 20) << 20;
    exercise.output_bytes = value.value("output_kb", exercise.output_bytes >> 10) << 10;
    exercise.processes = value.value("processes", exercise.processes);
    exercise.descriptors = value.value("descriptors", exercise.descriptors);
    exercise.test = value.value("test", "");
    return exercise;
  } catch (const json::exception& problem) {
    throw std::runtime_error(std::string("not an exercise.json: ") + problem.what());
  }
}

}  // namespace checker

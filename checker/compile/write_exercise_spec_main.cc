// write_exercise_spec DECLARED TEST OUTPUT: what the chapter's BUILD declares about an exercise, as
// JSON, and the points that stand in its test make exercise.json. The program that the rule of
// checker/rules/exercise_spec.bzl calls.
#include <iostream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "checker/base/file_io.h"
#include "checker/compile/graded_tests.h"

namespace checker {
namespace {

int Main(const std::string& declared, const std::string& test, const std::string& output) {
  nlohmann::json spec = nlohmann::json::parse(ReadFile(declared).value());
  const auto points = GradedTestsIn(ReadFile(test).value(), test);
  if (!points.ok()) {
    std::cerr << points.status().message() << "\n";
    return 1;
  }
  spec["points"] = points.value();
  if (!WriteAtomically(output, spec.dump()).ok())
    throw std::runtime_error("cannot write " + output);
  return 0;
}

}  // namespace
}  // namespace checker

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: write_exercise_spec DECLARED TEST OUTPUT\n";
    return 2;
  }
  try {
    return checker::Main(argv[1], argv[2], argv[3]);
  } catch (const std::exception& problem) {
    std::cerr << "write_exercise_spec: " << problem.what() << "\n";
    return 2;
  }
}

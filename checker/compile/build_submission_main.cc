// build_submission: compiles and links one submission with its test. Never fails because of the
// submission; exits 2 when it could not do its own work.
#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <stdexcept>

#include "checker/base/file_io.h"
#include "checker/compile/build.h"
#include "checker/sandbox/sandbox_init.h"

namespace checker {
namespace {

// @FILE stands for the lines of FILE.
std::vector<std::string> ExpandedArguments(int argc, char** argv) {
  std::vector<std::string> arguments;
  for (int i = argc - 1; i > 0; --i) {  // CLI11 takes them from the back
    if (argv[i][0] != '@') {
      arguments.push_back(argv[i]);
      continue;
    }
    std::ifstream in(argv[i] + 1);
    if (!in) throw std::runtime_error(std::string("cannot read ") + (argv[i] + 1));
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    arguments.insert(arguments.end(), lines.rbegin(), lines.rend());
  }
  return arguments;
}

std::map<std::string, std::string> NamedPaths(const std::vector<std::string>& list) {
  std::map<std::string, std::string> paths;
  for (const std::string& entry : list) {
    const std::size_t equals = entry.find('=');
    // Without a name, a file goes by its own.
    const std::string path = equals == std::string::npos ? entry : entry.substr(equals + 1);
    const std::string name =
        equals == std::string::npos ? path.substr(path.rfind('/') + 1) : entry.substr(0, equals);
    paths[name] = path;
  }
  return paths;
}

int Main(int argc, char** argv) {
  CLI::App app{"Compiles and links one submission with its test, in a sandbox."};
  std::string exercise, result;
  std::vector<std::string> sources, given;
  BuildRequest request;
  app.add_option("--exercise", exercise, "exercise.json")->required();
  app.add_option("--source", sources, "NAME=PATH of a student's file");
  app.add_option("--given", given, "NAME=PATH or PATH of a given header");
  app.add_option("--test", request.test, "the chapter's test")->required();
  app.add_option("--input", request.inputs, "a file that the build may read");
  app.add_option("--compiler", request.compiler, "clang")->required();
  app.add_option("--compile_flag", request.compile_flags, "for the compiler");
  app.add_option("--link_input", request.link_inputs, "an object or library to link");
  app.add_option("--link_flag", request.link_flags, "for the linker");
  app.add_option("--binary", request.binary, "where the test binary goes")->required();
  app.add_option("--result", result, "where build.json goes")->required();
  try {
    app.parse(ExpandedArguments(argc, argv));
  } catch (const CLI::ParseError& problem) {
    return app.exit(problem) == 0 ? 0 : 2;
  }
  request.exercise = ExerciseFromJson(ReadFile(exercise).value());
  request.sources = NamedPaths(sources);
  request.given = NamedPaths(given);
  const BuildOutcome outcome = BuildSubmission(request);
  if (!WriteAtomically(result, BuildOutcomeToJson(outcome)).ok()) {
    throw std::runtime_error("cannot write " + result);
  }
  return 0;
}

}  // namespace
}  // namespace checker

int main(int argc, char** argv) {
  if (const auto status = checker::RunAsSandboxInit(argc, argv)) return *status;
  try {
    return checker::Main(argc, argv);
  } catch (const std::exception& problem) {
    std::cerr << "build_submission: " << problem.what() << "\n";
    return 2;
  }
}

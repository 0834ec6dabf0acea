// show REPORT.json [--expect=KIND] [--color=auto|always|never]
//
// Prints a report for the log of `bazel test`. Ends with 0 if the work passed (or is what --expect
// says), 1 if it falls short, 2 if there is no report to show.
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include "checker/base/file_io.h"
#include "checker/report/expectation.h"
#include "checker/report/read_report.h"
#include "checker/report/report_text.h"

namespace checker {
namespace {

struct Options {
  std::string path;
  std::string expect;
  std::string color = "auto";
  std::string problem;
};

Options ReadOptions(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument.starts_with("--expect=")) {
      options.expect = argument.substr(9);
      if (!IsExpectation(options.expect)) {
        options.problem = "there is no finding \"" + options.expect +
                          "\": a mistake lies in a folder named after one that stands in " +
                          "checker/protocol/finding_kinds.inc";
      }
    } else if (argument.starts_with("--color=")) {
      options.color = argument.substr(8);
    } else if (argument.starts_with("-") || !options.path.empty()) {
      options.problem = "unknown: " + std::string(argument);
    } else {
      options.path = argument;
    }
  }
  if (options.path.empty()) options.problem = "which report.json?";
  return options;
}

bool WantsColor(const std::string& choice) {
  if (choice != "auto") return choice == "always";
  return ::isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
}

int Fail(const std::string& why) {
  fmt::print(stderr, "show: {}\n", why);
  return 2;
}

int Show(const Options& options) {
  const auto json = ReadFile(options.path);
  if (!json.ok()) return Fail(json.status().message());
  const auto report = ReadReport(json.value());
  if (!report.ok()) return Fail(options.path + ": " + report.status().message());
  std::cout << ReportToText(report.value(), {WantsColor(options.color)});
  if (options.expect.empty()) return report.value().verdict == kPassed ? 0 : 1;
  const std::string complaint = FallsShort(report.value(), options.expect);
  if (!complaint.empty()) std::cout << "\n" << complaint << "\n";
  return complaint.empty() ? 0 : 1;
}

}  // namespace
}  // namespace checker

int main(int argc, char** argv) {
  const checker::Options options = checker::ReadOptions(argc, argv);
  if (!options.problem.empty()) return checker::Fail(options.problem);
  return checker::Show(options);
}

// workbook COMMAND ...: the command line of the concurrency workbook. The launcher builds and
// starts it in the workbook's top folder.
#include <CLI/CLI.hpp>
#include <exception>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "checker/cli/commands.h"
#include "checker/cli/dev.h"
#include "checker/report/formats/export_format.h"
#include "checker/sandbox/sandbox_init.h"

namespace checker {
namespace {

constexpr char kExitCodes[] =
    "Exit codes: 0 done, 1 the student's work falls short, 2 the command could not run.";

void AddList(CLI::App& app, Chosen& chosen, ListOptions& options) {
  CLI::App* command =
      app.add_subcommand("list", "Chapters, exercises, points, and how far you are");
  command->add_flag("--json", options.json, "Print JSON");
  command->callback([&] {
    chosen = [&](const Environment& environment) { return RunList(options, environment); };
  });
}

void AddCheck(CLI::App& app, Chosen& chosen, CheckOptions& options) {
  CLI::App* command = app.add_subcommand("check", "Grade your own work and explain what is wrong");
  command->add_option("exercise", options.name,
                      "CHAPTER or CHAPTER/EXERCISE, for example 04_locks/rlock; default: all");
  command->add_flag("--json", options.json, "Print the reports as JSON");
  command->callback([&] {
    chosen = [&](const Environment& environment) { return RunCheck(options, environment); };
  });
}

void AddHint(CLI::App& app, Chosen& chosen, HintOptions& options) {
  CLI::App* command = app.add_subcommand("hint", "The hints of an exercise, one by one");
  command->add_option("exercise", options.name, "CHAPTER/EXERCISE")->required();
  command->add_flag("--next", options.next, "Show one more");
  command->callback([&] {
    chosen = [&](const Environment& environment) { return RunHint(options, environment); };
  });
}

void AddGrade(CLI::App& app, Chosen& chosen, GradeOptions& options) {
  CLI::App* command = app.add_subcommand(
      "grade",
      "Grade a class: DIR holds one folder for each student, in it 04_locks/rlock.h or "
      "just rlock.h. Grading again does only what changed.");
  command->add_option("dir", options.class_dir, "The submissions")->required();
  command
      ->add_option("--out", options.out_dir,
                   "Where gradebook.csv, summary.txt, summary.json and a folder of reports for "
                   "each student go")
      ->required();
  command
      ->add_option("--exercise", options.exercises,
                   "CHAPTER or CHAPTER/EXERCISE that the class was to do, repeatable; default: "
                   "what at least one student handed in")
      ->allow_extra_args(false);
  command->add_flag("--json", options.json, "Print the summary as JSON");
  command->callback([&] {
    chosen = [&](const Environment& environment) { return RunGrade(options, environment); };
  });
}

void AddTest(CLI::App& app, Chosen& chosen, TestOptions& options) {
  CLI::App* command =
      app.add_subcommand("test", "Run all tests of the workbook, as continuous integration does");
  command->add_option("targets", options.targets, "Bazel targets; default: //...");
  command->callback([&] {
    chosen = [&](const Environment& environment) { return RunTest(options, environment); };
  });
}

void AddFormat(CLI::App& command, const ReplayFormat& format, ReplayOptions& options) {
  const std::string name = format.name;
  if (format.to_file) {
    const auto set = [&options, name](const std::string& path) { options.files[name] = path; };
    command.add_option_function<std::string>("--" + name, set, format.help);
  } else {
    command.add_flag_callback(
        "--" + name, [&options, name] { options.printed = name; }, format.help);
  }
}

void AddReplay(CLI::App& app, Chosen& chosen, ReplayOptions& options) {
  CLI::App* command = app.add_subcommand(
      "replay", "Run one schedule again and show it step by step, one column for each thread");
  command->add_option("exercise", options.name, "CHAPTER/EXERCISE")->required();
  command->add_option("token", options.token, "As the report shows it, for example 3.7f3a91")
      ->required();
  auto* source = command->add_option("--source", options.source, "This file instead of your own");
  command->add_option("--student", options.student, "The folder of a student instead of your own")
      ->excludes(source);
  for (const ReplayFormat& format : ReplayFormats()) AddFormat(*command, format, options);
  command->callback([&] {
    chosen = [&](const Environment& environment) { return RunReplay(options, environment); };
  });
}

void AddExplore(CLI::App& app, Chosen& chosen, ExploreOptions& options) {
  CLI::App* command = app.add_subcommand(
      "explore",
      "Explore an ordinary program in C or C++: its sources, then -- and its arguments. It runs on "
      "this machine as it is, not in the sandbox.");
  command->add_option("file", options.sources, "Sources and headers, main() among them")
      ->required();
  command->add_option("--schedules", options.schedules, "How many, at most")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command->add_option("--seed", options.seed, "Another seed gives other schedules")
      ->capture_default_str();
  command->add_option("--replay", options.token, "Run the schedule of this token, step by step");
  command->add_flag("--ignore-races", options.ignore_races,
                    "Look on for other failures behind a data race");
  command->add_flag("--keep-going", options.keep_going, "Do not stop at the first failure");
  command->add_flag("--json", options.json, "Print one JSON record a line");
  command->callback([&] {
    chosen = [&](const Environment& environment) { return RunExplore(options, environment); };
  });
}

struct AllOptions {
  ListOptions list;
  CheckOptions check;
  HintOptions hint;
  GradeOptions grade;
  TestOptions test;
  ReplayOptions replay;
  ExploreOptions explore;
  DevOptions dev;
};

// Takes what comes after "--" off the command line: the arguments of a program to explore.
std::vector<std::string> TakeArgumentsBehind(int& argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) != "--") continue;
    std::vector<std::string> behind(argv + i + 1, argv + argc);
    argc = i;
    return behind;
  }
  return {};
}

int Main(int argc, char** argv) {
  CLI::App app("The concurrency workbook: exercises, graded by every interleaving that matters.",
               "workbook");
  app.require_subcommand(1);
  app.footer(kExitCodes);
  AllOptions options;
  Chosen chosen;
  AddList(app, chosen, options.list);
  AddCheck(app, chosen, options.check);
  AddHint(app, chosen, options.hint);
  AddGrade(app, chosen, options.grade);
  AddTest(app, chosen, options.test);
  AddReplay(app, chosen, options.replay);
  AddExplore(app, chosen, options.explore);
  AddDev(app, chosen, options.dev);
  options.explore.arguments = TakeArgumentsBehind(argc, argv);
  const auto is_chosen = [&](const CLI::App* command) { return command->get_name() == argv[1]; };
  if (argc > 1 && argv[1][0] != '-' && app.get_subcommands(is_chosen).empty()) {
    return Complain(std::string("there is no command ") + argv[1] +
                    ". These are there:  ./workbook --help");
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kCouldNotRun;
  }
  return chosen(ThisEnvironment());
}

}  // namespace
}  // namespace checker

int main(int argc, char** argv) {
  // A replay runs submitted code in a sandbox, whose first process is this program.
  if (const auto status = checker::RunAsSandboxInit(argc, argv)) return *status;
  try {
    return checker::Main(argc, argv);
  } catch (const std::exception& error) {
    return checker::Complain(std::string("a bug in the checker, not in your code: ") +
                             error.what());
  }
}

#include "checker/cli/dev.h"

#include <CLI/CLI.hpp>

namespace checker {
namespace {

void AddDevNew(CLI::App& dev, Chosen& chosen, DevNewOptions& options) {
  CLI::App* command =
      dev.add_subcommand("new", "Begin an exercise: stub, test, reference, lesson, lists");
  command->add_option("exercise", options.name, "CHAPTER/EXERCISE, for example 04_locks/spin_lock")
      ->required();
  command->callback([&] {
    chosen = [&](const Environment& environment) { return RunDevNew(options, environment); };
  });
}

void AddDevVariant(CLI::App& dev, Chosen& chosen, DevVariantOptions& options) {
  CLI::App* command = dev.add_subcommand(
      "variant", "Make the whole file of a variant for editing; with --save a patch of it again");
  command->add_option("exercise", options.exercise, "CHAPTER/EXERCISE")->required();
  command->add_option("name", options.name, "The mistake or right design, for example polls")
      ->required();
  auto* kind = command->add_option("--kind", options.kind,
                                   "The finding that the mistake must get, for example "
                                   "lost_wake-up; needed for a new one, moves an old one");
  command->add_flag("--right", options.right, "A new right design")->excludes(kind);
  command->add_flag("--save", options.save, "Keep what was edited")->excludes(kind);
  command->callback([&] {
    chosen = [&](const Environment& environment) { return RunDevVariant(options, environment); };
  });
}

void AddDevRefresh(CLI::App& dev, Chosen& chosen, DevRefreshOptions& options) {
  CLI::App* command = dev.add_subcommand(
      "refresh", "Renew the patches that do not fit after a reference or right design has changed");
  command->add_option("exercise", options.exercise, "CHAPTER or CHAPTER/EXERCISE; default: all");
  command->callback([&] {
    chosen = [&](const Environment& environment) { return RunDevRefresh(options, environment); };
  });
}

void AddDevCheck(CLI::App& dev, Chosen& chosen) {
  CLI::App* command = dev.add_subcommand(
      "check", "Look for orphans, patches that do not fit and all that shows without judging");
  command->callback([&] { chosen = RunDevCheck; });
}

}  // namespace

void AddDev(CLI::App& app, Chosen& chosen, DevOptions& options) {
  CLI::App* dev = app.add_subcommand("dev", "For those who write exercises: CONTRIBUTING.md");
  dev->require_subcommand(1);
  AddDevNew(*dev, chosen, options.add);
  AddDevVariant(*dev, chosen, options.variant);
  AddDevRefresh(*dev, chosen, options.refresh);
  AddDevCheck(*dev, chosen);
}

}  // namespace checker

// `workbook dev ...`: the commands for those who write exercises.
//
// Thread safety: one thread.
#ifndef CHECKER_CLI_DEV_H_
#define CHECKER_CLI_DEV_H_

#include <CLI/App.hpp>
#include <functional>

#include "checker/cli/commands.h"

namespace checker {

// The command that was chosen; the parser sets it.
using Chosen = std::function<int(const Environment&)>;

struct DevOptions {
  DevNewOptions add;
  DevVariantOptions variant;
  DevRefreshOptions refresh;
};

// `options` must outlive the parsing and the command.
void AddDev(CLI::App& app, Chosen& chosen, DevOptions& options);

}  // namespace checker

#endif  // CHECKER_CLI_DEV_H_

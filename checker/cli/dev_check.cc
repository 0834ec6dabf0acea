#include <fmt/format.h>

#include "checker/cli/commands.h"
#include "checker/dev/check.h"
#include "checker/workspace/workbook_build.h"

namespace checker {

int RunDevCheck(const Environment& environment) {
  const auto catalogue = LoadCatalogue(environment);
  if (!catalogue.ok()) return Complain(catalogue.status().message());
  const auto problems = CheckSolutions(environment.workspace, catalogue.value());
  for (const std::string& problem : problems) fmt::print("{}\n", problem);
  if (!problems.empty()) return kFallsShort;
  fmt::print("{} exercises: nothing is amiss that shows without judging\n",
             catalogue.value().exercises.size());
  return kDone;
}

}  // namespace checker

#include <fmt/format.h>

#include "checker/cli/commands.h"
#include "checker/dev/edit_variant.h"

namespace checker {

int RunDevVariant(const DevVariantOptions& options, const Environment& environment) {
  const std::size_t slash = options.exercise.find('/');
  if (slash == std::string::npos) {
    return Complain(options.exercise +
                    " is no exercise. Name it as  ./workbook list  does: " + "CHAPTER/EXERCISE");
  }
  const VariantRequest request = {options.exercise.substr(0, slash),
                                  options.exercise.substr(slash + 1), options.name, options.kind,
                                  options.right};
  const auto done = options.save ? SaveVariant(environment.workspace, request)
                                 : OpenVariant(environment.workspace, request);
  if (!done.ok()) return Complain(done.status().message());
  fmt::print("{}\n", done.value());
  return kDone;
}

}  // namespace checker

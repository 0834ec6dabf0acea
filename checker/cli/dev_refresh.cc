#include <fmt/format.h>

#include <vector>

#include "checker/cli/commands.h"
#include "checker/dev/refresh.h"
#include "checker/dev/variant_file.h"

namespace checker {
namespace {

bool IsMeant(const VariantFile& variant, const std::string& name) {
  return name.empty() || name == variant.chapter ||
         name == variant.chapter + "/" + variant.exercise;
}

void Print(const Refreshed& refreshed) {
  for (const auto& path : refreshed.renewed) fmt::print("{}: renewed\n", path.string());
  for (const auto& variant : refreshed.conflicts) {
    fmt::print("{}: its base was changed in the same lines\n", variant.Path().string());
  }
  for (const auto& failure : refreshed.failures) fmt::print("{}\n", failure);
  fmt::print("{} renewed, {} with conflicts, {} failed\n", refreshed.renewed.size(),
             refreshed.conflicts.size(), refreshed.failures.size());
  if (refreshed.conflicts.empty()) return;
  fmt::print(
      "With conflicts is a whole file in which both versions stand, between <<<<<<< and >>>>>>>.\n"
      "Settle them, then:  ./workbook dev variant CHAPTER/EXERCISE NAME --save\n");
}

}  // namespace

int RunDevRefresh(const DevRefreshOptions& options, const Environment& environment) {
  std::vector<VariantFile> variants = FindVariants(environment.workspace).variants;
  std::erase_if(variants, [&](const auto& variant) { return !IsMeant(variant, options.exercise); });
  if (variants.empty()) {
    return Complain("there are no variants of " + options.exercise +
                    ". These exercises are there:  ./workbook list");
  }
  const Refreshed refreshed = RefreshPatches(environment.workspace, variants);
  Print(refreshed);
  return refreshed.conflicts.empty() && refreshed.failures.empty() ? kDone : kFallsShort;
}

}  // namespace checker

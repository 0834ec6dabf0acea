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

void PrintConflict(const std::filesystem::path& path) {
  fmt::print(
      "{0}: the base changed where the mistake is; both versions stand in this file.\n"
      "  Settle what stands between <<<<<<< and >>>>>>>, then  ./workbook dev variant "
      "CHAPTER/EXERCISE {1} --save\n",
      path.string(), path.stem().string());
}

void Print(const Refreshed& refreshed) {
  for (const auto& path : refreshed.renewed) fmt::print("{}: renewed\n", path.string());
  for (const auto& path : refreshed.conflicts) PrintConflict(path);
  for (const auto& failure : refreshed.failures) fmt::print("{}\n", failure);
  fmt::print("{} renewed, {} with conflicts, {} failed\n", refreshed.renewed.size(),
             refreshed.conflicts.size(), refreshed.failures.size());
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

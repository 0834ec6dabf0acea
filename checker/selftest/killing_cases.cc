#include "checker/selftest/killing_cases.h"

#include <fmt/core.h>

namespace checker::selftest {
namespace {

constexpr char kHead[] =
    R"("""The test case that shows each mistake first. Written by

    bazel run //checker/selftest:killing_cases
"""

KILLING_CASES = {
)";

}  // namespace

std::map<std::string, std::string> KillingCasesFiles(const std::vector<Graded>& rows) {
  std::map<std::string, std::map<std::string, std::string>> by_chapter;
  for (const auto& [variant, grading] : rows) {
    const std::size_t slash = variant.name.find('/');
    auto& cases = by_chapter[variant.name.substr(0, slash)];
    const std::string killing = KillingCase(variant, grading);
    if (!killing.empty()) cases[variant.name.substr(slash + 1)] = killing;
  }
  std::map<std::string, std::string> files;
  for (const auto& [chapter, cases] : by_chapter) {
    files[chapter] = kHead;
    for (const auto& [name, killing] : cases) {
      files[chapter] += fmt::format("    \"{}\": \"{}\",\n", name, killing);
    }
    files[chapter] += "}\n";
  }
  return files;
}

}  // namespace checker::selftest

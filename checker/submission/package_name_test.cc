#include "checker/submission/package_name.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string_view>

namespace checker {
namespace {

const std::vector<std::string> kOddNames = {"ann",
                                            "Ann",
                                            "ANN",
                                            "a b",
                                            "Zo\xC3\xAB",
                                            "-rf",
                                            "..",
                                            ".",
                                            "a\nb",
                                            "a/../../etc",
                                            "bad\xff",
                                            "",
                                            "BUILD",
                                            "//x",
                                            "a:b",
                                            "...",
                                            std::string(3000, 'x'),
                                            std::string(2999, 'x') + "y",
                                            std::string("a\0b", 3)};

bool IsPackageCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

TEST(PackageName, IsSafeWhateverTheNameIs) {
  for (const std::string& package : PackageNames(kOddNames)) {
    EXPECT_TRUE(std::all_of(package.begin(), package.end(), IsPackageCharacter)) << package;
    EXPECT_LE(package.size(), 64u);
  }
}

TEST(PackageName, IsUniqueAlsoWhereCaseDoesNotCount) {
  const auto packages = PackageNames(kOddNames);
  EXPECT_EQ(std::set(packages.begin(), packages.end()).size(), kOddNames.size());
}

TEST(PackageName, DoesNotDependOnTheOthers) {
  EXPECT_EQ(PackageNames({"ann", "bob"})[1], PackageNames({"bob"})[0]);
}

TEST(PackageName, OfTheSameNameTwiceIsStillUnique) {
  const auto packages = PackageNames({"ann", "ann"});
  EXPECT_NE(packages[0], packages[1]);
}

}  // namespace
}  // namespace checker

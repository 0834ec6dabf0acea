#include "checker/class/folder_name.h"

#include <gtest/gtest.h>

namespace checker {
namespace {

using Names = std::vector<std::string>;

TEST(FolderName, IsThePlainNameItself) {
  EXPECT_EQ(FolderNames({"ann", "Bob Lee", "Zo\xC3\xAB", "x.y"}, {"1", "2", "3", "4"}, {}),
            (Names{"ann", "Bob Lee", "Zo\xC3\xAB", "x.y"}));
}

TEST(FolderName, OfAnOddNameIsItsPackage) {
  for (const std::string name : {"-rf", ".hidden", "..x", "a\nb", "bad\xff", "", "a/b", "=1+1",
                                 "x ", "\x1b[31m", "$(reboot)"}) {
    EXPECT_EQ(FolderNames({name}, {"package"}, {}), (Names{"package"})) << name;
  }
  EXPECT_EQ(FolderNames({std::string(200, 'x')}, {"package"}, {}), (Names{"package"}));
}

TEST(FolderName, DiffersInMoreThanCase) {
  EXPECT_EQ(FolderNames({"ann", "Ann"}, {"1", "2"}, {}), (Names{"1", "2"}));
}

TEST(FolderName, IsNotTaken) {
  EXPECT_EQ(FolderNames({"gradebook.csv"}, {"1"}, {"gradebook.csv"}), (Names{"1"}));
}

}  // namespace
}  // namespace checker

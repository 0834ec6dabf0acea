#include "checker/base/scratch_folder.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace checker {
namespace {

namespace fs = std::filesystem;

TEST(ScratchFolder, IsRemovedWithAllThatLiesInIt) {
  fs::path path;
  {
    const ScratchFolder folder;
    path = folder.path();
    folder.Write("a/b/file", "x");
    EXPECT_TRUE(fs::is_regular_file(path / "a" / "b" / "file"));
  }
  EXPECT_FALSE(fs::exists(path));
}

TEST(ScratchFolder, IsForOneOwnerOnly) {
  const ScratchFolder one;
  const ScratchFolder other;
  EXPECT_NE(one.path(), other.path());
  EXPECT_EQ(fs::status(one.path()).permissions(), fs::perms::owner_all);
}

TEST(ScratchFolder, GivesBackWhatWasWritten) {
  const ScratchFolder folder;
  folder.Write("file", "contents");
  EXPECT_EQ(folder.Read("file"), "contents");
  EXPECT_EQ(folder.Read("other"), "");
  EXPECT_EQ(folder / "file", (folder.path() / "file").string());
}

TEST(ScratchFolder, AFileThatCannotBeWrittenIsAnException) {
  const ScratchFolder folder;
  folder.Write("file", "");
  EXPECT_THROW(folder.Write("file/below", ""), std::runtime_error);
}

}  // namespace
}  // namespace checker

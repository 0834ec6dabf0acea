#include "checker/class/write_gradebook.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "checker/base/scratch_folder.h"
#include "checker/class/sample_class.h"

namespace checker {
namespace {

namespace fs = std::filesystem;

TEST(WriteGradebook, WritesEveryFile) {
  ScratchFolder folder;
  ASSERT_TRUE(WriteGradebook(SampleClass(), folder.path() / "new" / "out").ok());
  for (const char* file : {"gradebook.csv", "summary.txt", "summary.json", "Ann/report.json",
                           "Ann/report.txt", "Ann/junit.xml", "Dee/report.txt"}) {
    EXPECT_FALSE(folder.Read(std::string("new/out/") + file).empty()) << file;
  }
}

TEST(WriteGradebook, KeepsWhatElseLiesThere) {
  ScratchFolder folder;
  folder.Write("thesis.tex", "mine");
  folder.Write("Ann/notes.txt", "mine too");
  folder.Write("gradebook.csv", "old");
  ASSERT_TRUE(WriteGradebook(SampleClass(), folder.path()).ok());
  EXPECT_EQ(folder.Read("thesis.tex"), "mine");
  EXPECT_EQ(folder.Read("Ann/notes.txt"), "mine too");
  EXPECT_NE(folder.Read("gradebook.csv"), "old");
}

TEST(WriteGradebook, LeavesNoDraftBehind) {
  ScratchFolder folder;
  ASSERT_TRUE(WriteGradebook(SampleClass(), folder.path()).ok());
  const auto is_draft = [](const auto& entry) {
    return entry.path().string().find(".part-") != std::string::npos;
  };
  EXPECT_TRUE(std::none_of(fs::recursive_directory_iterator(folder.path()),
                           fs::recursive_directory_iterator(), is_draft));
}

TEST(WriteGradebook, SaysWhichFileCannotBeWritten) {
  ScratchFolder folder;
  folder.Write("Bob", "a file in the way");
  const auto written = WriteGradebook(SampleClass(), folder.path());
  ASSERT_FALSE(written.ok());
  EXPECT_NE(written.message().find("Bob"), std::string::npos);
}

}  // namespace
}  // namespace checker

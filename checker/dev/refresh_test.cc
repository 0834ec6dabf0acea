#include "checker/dev/refresh.h"

#include <gtest/gtest.h>

#include "checker/dev/sample_workbook.h"
#include "checker/dev/variant_text.h"

namespace checker {
namespace {

class RefreshTest : public testing::Test {
 protected:
  Refreshed Refresh() {
    return RefreshPatches(workbook_.folder(), FindVariants(workbook_.folder()).variants);
  }
  std::string Whole(const std::string& path) {
    return WholeText(workbook_.folder(), FilesOf(workbook_.folder()), path).value_or("");
  }

  SampleWorkbook workbook_;
};

TEST_F(RefreshTest, WhatFitsIsLeftAlone) {
  const Refreshed refreshed = Refresh();
  EXPECT_TRUE(refreshed.renewed.empty());
  EXPECT_TRUE(refreshed.conflicts.empty());
  EXPECT_TRUE(refreshed.failures.empty());
}

TEST_F(RefreshTest, TwoLinesAboveTheHunkMoveIt) {
  workbook_.Commit();
  const std::string two_lines = "#include <array>\n#include <deque>\n";
  workbook_.Change(kReference, "#include <mutex>\n", two_lines + "#include <mutex>\n");
  const Refreshed refreshed = Refresh();
  ASSERT_EQ(refreshed.renewed.size(), 1u);
  EXPECT_EQ(refreshed.renewed[0], kMistake);
  const std::string whole = Whole(kMistakeWhole);
  EXPECT_TRUE(whole.starts_with(kMistakeWords + two_lines)) << whole;
  EXPECT_NE(whole.find(kMistakeLine), std::string::npos) << whole;
}

TEST_F(RefreshTest, TheBaseMayHaveBeenCommittedSince) {
  workbook_.Commit();
  workbook_.Change(kReference, "#include <mutex>\n", "#include <array>\n#include <mutex>\n");
  workbook_.Commit();
  workbook_.Change(kReference, "#include <array>\n", "#include <array>\n#include <deque>\n");
  workbook_.Commit();
  EXPECT_EQ(Refresh().renewed.size(), 1u);
  EXPECT_NE(Whole(kMistakeWhole).find("#include <deque>"), std::string::npos);
}

TEST_F(RefreshTest, AConflictLeavesBothVersionsInTheWholeFile) {
  workbook_.Commit();
  workbook_.Change(kReference, "    return value_;\n", "    return 0 + value_;\n");
  const Refreshed refreshed = Refresh();
  ASSERT_EQ(refreshed.conflicts.size(), 1u);
  EXPECT_EQ(refreshed.conflicts[0].Path(), kMistakeWhole);
  EXPECT_FALSE(workbook_.Has(kMistake));
  const std::string whole = workbook_.Read(kMistakeWhole);
  EXPECT_TRUE(HasConflicts(whole));
  EXPECT_NE(whole.find(kMistakeLine), std::string::npos) << whole;
  EXPECT_NE(whole.find("return 0 + value_;"), std::string::npos) << whole;
}

TEST_F(RefreshTest, AMistakeFollowsARightDesignThatIsAPatchItself) {
  const std::string design = "solutions/04_locks/right/counter/sums";
  workbook_.Write(design + ".h", workbook_.Read(kReference));
  workbook_.Change(design + ".h", "// A counter", "// Right: a counter");
  workbook_.Change(design + ".h", "+= n", "= value_ + n");
  workbook_.Write(design + ".patch",
                  MakePatch(kReference, workbook_.Read(kReference), workbook_.Read(design + ".h"))
                      .value()
                      .text);
  std::filesystem::remove(workbook_.folder() / (design + ".h"));
  workbook_.Change(kMistake, kReference, design + ".h");
  workbook_.Commit();
  workbook_.Change(kReference, "#include <mutex>\n", "#include <array>\n#include <mutex>\n");
  EXPECT_EQ(Refresh().renewed.size(), 2u);
  const std::string whole = Whole(kMistakeWhole);
  EXPECT_NE(whole.find("#include <array>"), std::string::npos) << whole;
  EXPECT_NE(whole.find("value_ = value_ + n"), std::string::npos) << whole;
}

TEST_F(RefreshTest, AChangeThatTheBaseHasNowIsNoMistakeAnyMore) {
  workbook_.Commit();
  workbook_.Write(kReference, Whole(kMistakeWhole));
  const Refreshed refreshed = Refresh();
  ASSERT_EQ(refreshed.failures.size(), 1u);
  EXPECT_NE(refreshed.failures[0].find("has the same change now"), std::string::npos)
      << refreshed.failures[0];
  EXPECT_TRUE(workbook_.Has(kMistake));
}

TEST_F(RefreshTest, WithoutAnEarlierBaseThePatchStaysAsItIs) {
  workbook_.Change(kReference, "#include <mutex>\n", "#include <array>\n#include <mutex>\n");
  workbook_.Commit();
  const std::string before = workbook_.Read(kMistake);
  const Refreshed refreshed = Refresh();
  ASSERT_EQ(refreshed.failures.size(), 1u);
  EXPECT_NE(refreshed.failures[0].find("git knows no earlier solutions/04_locks/counter.h"),
            std::string::npos);
  EXPECT_EQ(workbook_.Read(kMistake), before);
}

}  // namespace
}  // namespace checker

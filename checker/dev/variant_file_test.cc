#include "checker/dev/variant_file.h"

#include <gtest/gtest.h>

#include "checker/base/scratch_folder.h"

namespace checker {
namespace {

TEST(VariantFile, IsFoundByItsPlaceAndItsFolderIsTheFinding) {
  const ScratchFolder workbook;
  workbook.Write("solutions/04_locks/right/rlock/monitor.h", "");
  workbook.Write("solutions/04_locks/wrong/rlock/lost_wake-up/polls.patch", "");
  const auto variants = FindVariants(workbook.path()).variants;
  ASSERT_EQ(variants.size(), 2u);
  EXPECT_TRUE(variants[0].IsRight());
  EXPECT_EQ(variants[0].name, "monitor");
  EXPECT_EQ(variants[1].chapter, "04_locks");
  EXPECT_EQ(variants[1].exercise, "rlock");
  EXPECT_EQ(variants[1].kind, "lost wake-up");
  EXPECT_TRUE(variants[1].is_patch);
}

TEST(VariantFile, KnowsItsPathAndThatOfItsWholeFile) {
  const VariantFile mistake = {"04_locks", "rlock", "lost wake-up", "polls", true};
  EXPECT_EQ(mistake.Path(), "solutions/04_locks/wrong/rlock/lost_wake-up/polls.patch");
  EXPECT_EQ(mistake.WholePath(), "solutions/04_locks/wrong/rlock/lost_wake-up/polls.h");
  const VariantFile design = {"04_locks", "rlock", "", "monitor", false};
  EXPECT_EQ(design.Path(), "solutions/04_locks/right/rlock/monitor.h");
}

TEST(VariantFile, AFileElsewhereIsAStray) {
  const ScratchFolder workbook;
  workbook.Write("solutions/04_locks/rlock.h", "");
  workbook.Write("solutions/04_locks/wrong/rlock/no_folder_of_a_kind.h", "");
  workbook.Write("solutions/04_locks/wrong/rlock/deadlock/notes.txt", "");
  const FoundVariants found = FindVariants(workbook.path());
  EXPECT_TRUE(found.variants.empty());
  EXPECT_EQ(found.strays.size(), 2u);
}

}  // namespace
}  // namespace checker

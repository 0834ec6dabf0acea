#include "checker/dev/variant_text.h"

#include <gtest/gtest.h>

#include "checker/dev/sample_workbook.h"

namespace checker {
namespace {

class VariantTextTest : public testing::Test {
 protected:
  StatusOr<std::string> Whole() const {
    return WholeText(workbook_.folder(), FilesOf(workbook_.folder()), kMistakeWhole);
  }
  void ExpectComplaint(const std::string& what) const {
    const std::string complaint = Whole().status().message();
    EXPECT_TRUE(complaint.starts_with(kMistake)) << complaint;
    EXPECT_NE(complaint.find(what), std::string::npos) << complaint;
  }

  SampleWorkbook workbook_;
};

TEST_F(VariantTextTest, APatchIsAppliedToItsBaseAndOpensWithItsOwnWords) {
  const auto whole = Whole();
  ASSERT_TRUE(whole.ok()) << whole.status().message();
  EXPECT_TRUE(whole.value().starts_with(std::string(kMistakeWords) + "#include <mutex>\n"));
  EXPECT_NE(whole.value().find(kMistakeLine), std::string::npos);
}

TEST_F(VariantTextTest, APatchIsMadeAsItIsKept) {
  const auto patch = MakePatch(kReference, workbook_.Read(kReference), Whole().value());
  ASSERT_TRUE(patch.ok());
  EXPECT_EQ(patch.value().text, workbook_.Read(kMistake));
  EXPECT_EQ(patch.value().changed_lines, 5);
}

TEST_F(VariantTextTest, AnotherCommentAtTheTopOfTheBaseChangesNothing) {
  const std::string before = Whole().value();
  workbook_.Change(kReference, "// A counter", "// Counts.\n//\n// A counter");
  EXPECT_EQ(Whole().value(), before);
}

TEST_F(VariantTextTest, APatchThatWouldHaveToBeMovedDoesNotFit) {
  workbook_.Change(kReference, "#include <mutex>\n", "#include <array>\n#include <mutex>\n");
  ExpectComplaint(
      "it does not fit solutions/04_locks/counter.h exactly:\n"
      "  Hunk #1 succeeded at 10 (offset 1 line).\nRun  ./workbook dev refresh");
}

TEST_F(VariantTextTest, APatchWhoseLinesAreGoneDoesNotFit) {
  workbook_.Change(kReference, "    return value_;\n", "    return 0 + value_;\n");
  ExpectComplaint("Hunk #1 FAILED");
}

TEST_F(VariantTextTest, APatchIsNeverAppliedBackwards) {
  workbook_.Write(kReference, Whole().value());
  ExpectComplaint("Hunk #1 FAILED");
}

TEST_F(VariantTextTest, NothingMayBeLeftOver) {
  workbook_.Write(kMistake, workbook_.Read(kMistake) + "something else\n");
  ExpectComplaint("garbage");
}

TEST_F(VariantTextTest, APatchHasToSayWhatIsWrong) {
  workbook_.Change(kMistake, kMistakeWords, "");
  ExpectComplaint("a comment that says what is wrong");
}

TEST_F(VariantTextTest, APatchHasToChangeSomething) {
  workbook_.Write(kMistake, "Patch of " + std::string(kReference) + "\n" + kMistakeWords);
  ExpectComplaint("it changes nothing");
}

TEST_F(VariantTextTest, APatchHasToNameItsBase) {
  workbook_.Change(kMistake, "Patch of", "Diff of");
  ExpectComplaint("its first line does not say");
}

TEST_F(VariantTextTest, OnlyTheReferenceAndRightDesignsOfTheExerciseAreBases) {
  workbook_.Change(kMistake, kReference, "solutions/04_locks/other.h");
  ExpectComplaint("neither the reference nor a right design");
}

TEST_F(VariantTextTest, ARightDesignMayBeAPatchAndABaseAtOnce) {
  const std::string reference = workbook_.Read(kReference);
  std::string design = reference;
  design.replace(design.find("+= n"), 4, "= value_ + n");
  workbook_.Write("solutions/04_locks/right/counter/sums.patch",
                  MakePatch(kReference, reference, design).value().text);
  workbook_.Change(kMistake, kReference, "solutions/04_locks/right/counter/sums.h");
  const auto whole = Whole();
  ASSERT_TRUE(whole.ok()) << whole.status().message();
  EXPECT_NE(whole.value().find("value_ = value_ + n"), std::string::npos);
  EXPECT_NE(whole.value().find(kMistakeLine), std::string::npos);
}

TEST(SplitAtBody, TakesTheLinesOfTheOpeningCommentOff) {
  const VariantText text = SplitAtBody("// a\n// b\n\n// c\nd\n");
  EXPECT_EQ(text.words, "// a\n// b\n");
  EXPECT_EQ(text.body, "\n// c\nd\n");
  EXPECT_EQ(SplitAtBody("// only").words, "// only");
  EXPECT_EQ(SplitAtBody("").body, "");
}

}  // namespace
}  // namespace checker

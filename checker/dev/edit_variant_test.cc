#include "checker/dev/edit_variant.h"

#include <gtest/gtest.h>

#include "checker/dev/sample_workbook.h"

namespace checker {
namespace {

class EditVariantTest : public testing::Test {
 protected:
  static VariantRequest Named(const std::string& name, const std::string& kind = "") {
    return {"04_locks", "counter", name, kind};
  }
  StatusOr<std::string> Open(const VariantRequest& request) {
    return OpenVariant(workbook_.folder(), request);
  }
  StatusOr<std::string> Save(const VariantRequest& request) {
    return SaveVariant(workbook_.folder(), request);
  }
  static void ExpectComplaint(const StatusOr<std::string>& result, const std::string& what) {
    EXPECT_NE(result.status().message().find(what), std::string::npos) << result.status().message();
  }

  SampleWorkbook workbook_;
};

TEST_F(EditVariantTest, OpeningPutsTheWholeFileIntoThePlaceOfThePatch) {
  const auto opened = Open(Named("reads_plainly"));
  ASSERT_TRUE(opened.ok()) << opened.status().message();
  EXPECT_NE(opened.value().find("//solutions/04_locks:wrong/counter/reads_plainly_test"),
            std::string::npos);
  EXPECT_FALSE(workbook_.Has(kMistake));
  EXPECT_NE(workbook_.Read(kMistakeWhole).find(kMistakeLine), std::string::npos);
}

TEST_F(EditVariantTest, SavingWithoutAChangeGivesTheSamePatch) {
  const std::string before = workbook_.Read(kMistake);
  ASSERT_TRUE(Open(Named("reads_plainly")).ok());
  ASSERT_TRUE(Save(Named("reads_plainly")).ok());
  EXPECT_EQ(workbook_.Read(kMistake), before);
  EXPECT_FALSE(workbook_.Has(kMistakeWhole));
}

TEST_F(EditVariantTest, ANewMistakeBeginsAsTheReferenceAndBecomesAPatch) {
  const std::string whole = "solutions/04_locks/wrong/counter/wrong_result/adds_one.h";
  ASSERT_TRUE(Open(Named("adds_one", "wrong_result")).ok());
  workbook_.Change(whole, "TODO say what is wrong, in plain words", "adds one, whatever n is");
  workbook_.Change(whole, "+= n", "+= 1");
  const auto saved = Save(Named("adds_one"));
  ASSERT_TRUE(saved.ok()) << saved.status().message();
  EXPECT_EQ(workbook_.Read("solutions/04_locks/wrong/counter/wrong_result/adds_one.patch"),
            "Patch of solutions/04_locks/counter.h\n"
            "// Wrong: adds one, whatever n is.\n"
            "@@ -6,3 +6,3 @@\n"
            "     std::lock_guard guard(mutex_);\n"
            "-    value_ += n;\n"
            "+    value_ += 1;\n"
            "   }\n");
}

TEST_F(EditVariantTest, ThePatchIsOfTheDesignThatDiffersLeast) {
  const std::string whole = "solutions/04_locks/wrong/counter/data_race/plain.h";
  workbook_.Write(whole, workbook_.Read(kRightDesign));
  workbook_.Change(whole, "std::atomic<int>", "int");
  ASSERT_TRUE(Save(Named("plain")).ok());
  EXPECT_TRUE(workbook_.Read("solutions/04_locks/wrong/counter/data_race/plain.patch")
                  .starts_with("Patch of " + std::string(kRightDesign)));
}

TEST_F(EditVariantTest, ADesignOfItsOwnStaysAWholeFile) {
  const std::string whole = "solutions/04_locks/wrong/counter/crash/other.h";
  workbook_.Write(whole, "// Wrong: crashes.\nnothing\nin\ncommon\n");
  const auto saved = Save(Named("other"));
  ASSERT_TRUE(saved.ok());
  EXPECT_NE(saved.value().find("stays a whole file"), std::string::npos);
  EXPECT_TRUE(workbook_.Has(whole));
}

TEST_F(EditVariantTest, AnotherKindMovesTheMistake) {
  ASSERT_TRUE(Open(Named("reads_plainly", "lost wake-up")).ok());
  EXPECT_FALSE(workbook_.Has("solutions/04_locks/wrong/counter/data_race"));
  EXPECT_TRUE(workbook_.Has("solutions/04_locks/wrong/counter/lost_wake-up/reads_plainly.h"));
}

TEST_F(EditVariantTest, WhatCannotBeDoneIsSaid) {
  ExpectComplaint(Open(Named("new_one")), "say  --right  or which finding");
  ExpectComplaint(Open(Named("new_one", "lost wakeup")), "there is no finding \"lost wakeup\"");
  ExpectComplaint(Open(Named("../x", "deadlock")), "letters, digits and _");
  ExpectComplaint(Open(Named("atomic", "deadlock")), "is a right design");
  ExpectComplaint(Save(Named("reads_plainly")), "there is no whole file");
  ExpectComplaint(Open({"04_locks", "nothing", "new_one", "deadlock"}), "cannot read");
}

TEST_F(EditVariantTest, WhatIsNotReadyIsNotSaved) {
  ASSERT_TRUE(Open(Named("new_one", "deadlock")).ok());
  ExpectComplaint(Save(Named("new_one")), "it does not say what is wrong");
  const std::string whole = "solutions/04_locks/wrong/counter/deadlock/new_one.h";
  workbook_.Change(whole, "TODO say what is wrong, in plain words", "this");
  ExpectComplaint(Save(Named("new_one")), "is the same as solutions/04_locks/counter.h");
  workbook_.Change(whole, "class", "<<<<<<< the variant\nclass");
  ExpectComplaint(Save(Named("new_one")), "conflicts");
}

}  // namespace
}  // namespace checker

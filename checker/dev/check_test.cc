#include "checker/dev/check.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "checker/dev/sample_workbook.h"

namespace checker {
namespace {

class CheckTest : public testing::Test {
 protected:
  // The sample with all that an exercise must have.
  CheckTest() {
    workbook_.Write("chapters/04_locks/README.md", "# Locks\n\n### 1. `counter`: count\n");
    Add("right/counter/other.h", "int right;\n");
    for (const char* name : {"a", "b", "c", "d"}) {
      Add(std::string("wrong/counter/deadlock/") + name + ".h", std::string("int ") + name + ";\n");
    }
  }

  void Add(const std::string& path, const std::string& body) {
    workbook_.Write("solutions/04_locks/" + path, "// Words.\n" + body);
  }

  // Expects one problem, which says `what`.
  void ExpectProblem(const std::string& what) {
    const auto problems = CheckSolutions(workbook_.folder(), catalogue_);
    ASSERT_EQ(problems.size(), 1u) << testing::PrintToString(problems);
    EXPECT_NE(problems[0].find(what), std::string::npos) << problems[0];
  }

  SampleWorkbook workbook_;
  Catalogue catalogue_ = {{{"04_locks", "counter", "", {}, {}, {}}}};
};

TEST_F(CheckTest, NothingIsWrongWithTheSample) {
  EXPECT_TRUE(CheckSolutions(workbook_.folder(), catalogue_).empty());
}

TEST_F(CheckTest, NamesAPatchThatDoesNotFit) {
  workbook_.Change(kReference, "#include <mutex>\n", "#include <array>\n#include <mutex>\n");
  ExpectProblem(std::string(kMistake) + ": it does not fit");
}

TEST_F(CheckTest, NamesAFileThatIsNoVariant) {
  Add("wrong/counter/lies_too_high.h", "");
  ExpectProblem("wrong/counter/lies_too_high.h: is no variant");
}

TEST_F(CheckTest, NamesAVariantOfNoExercise) {
  Add("wrong/countre/deadlock/x.h", "int x;\n");
  ExpectProblem("is a variant of 04_locks/countre, which is no exercise");
}

TEST_F(CheckTest, NamesAnUnknownKind) {
  Add("wrong/counter/dead_lock/x.h", "int x;\n");
  ExpectProblem("\"dead lock\" is no finding");
}

TEST_F(CheckTest, NamesTwoFilesOfOneMistake) {
  Add("wrong/counter/crash/a.h", "int x;\n");
  ExpectProblem("deadlock/a.h: has the name of solutions/04_locks/wrong/counter/crash/a.h");
}

TEST_F(CheckTest, NamesAVariantThatIsTheReference) {
  workbook_.Write("solutions/04_locks/wrong/counter/deadlock/x.h", workbook_.Read(kReference));
  ExpectProblem("deadlock/x.h: is the same as solutions/04_locks/counter.h");
}

TEST_F(CheckTest, NamesConflictsAndMissingWords) {
  Add("wrong/counter/deadlock/x.h", "<<<<<<< the variant\n");
  ExpectProblem("deadlock/x.h: there are conflicts");
  workbook_.Write("solutions/04_locks/wrong/counter/deadlock/x.h", "int x;\n");
  ExpectProblem("deadlock/x.h: it does not open with a comment");
}

TEST_F(CheckTest, NamesAMissingLesson) {
  workbook_.Write("chapters/04_locks/README.md", "# Locks\n\nA counters' lesson.\n");
  ExpectProblem("chapters/04_locks/README.md: it has no heading for counter");
}

TEST_F(CheckTest, NamesAnExerciseWithTooFewVariants) {
  std::filesystem::remove(workbook_.folder() / "solutions/04_locks/wrong/counter/deadlock/a.h");
  ExpectProblem("04_locks/counter: it has 2 right designs and 4 mistakes");
}

TEST_F(CheckTest, NamesAReferenceThatIsNotThere) {
  std::filesystem::remove(workbook_.folder() / kReference);
  ExpectProblem("solutions/04_locks/counter.h: the reference is not there");
}

}  // namespace
}  // namespace checker

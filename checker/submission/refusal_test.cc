#include "checker/submission/refusal.h"

#include <gtest/gtest.h>

#include <cerrno>

namespace checker {
namespace {

std::string InClassFolder(FileProblem problem) {
  const Refusal words = RefusalInClassFolder("a.h", problem);
  return words.what + "|" + words.why + "|" + words.advice;
}

std::string InBuild(FileProblem problem, int error = 0) {
  const Refusal words = RefusalInBuild("a.h", problem, error);
  return words.what + "|" + words.why + "|" + words.advice;
}

TEST(Refusal, AClassFolderSaysWhatStandsInTheFilesPlace) {
  EXPECT_EQ(InClassFolder(FileProblem::kDirectory),
            "`a.h` is a folder.|The checker reads a file of that name.|Hand in the file itself: "
            "`a.h`, not a folder that holds it.");
  EXPECT_EQ(InClassFolder(FileProblem::kNotAFile),
            "`a.h` is a pipe, a socket or a device.|Only ordinary files are read.|Hand in the file "
            "itself.");
  EXPECT_EQ(InClassFolder(FileProblem::kTooLarge),
            "`a.h` is larger than 256 KiB.|No answer needs that much, so it was not read.|Hand in "
            "the source file only: no data, no program, no copy of a library.");
}

TEST(Refusal, AClassFolderFollowsNoLinks) {
  for (const FileProblem problem : {FileProblem::kLink, FileProblem::kLinkedFolder}) {
    EXPECT_EQ(
        InClassFolder(problem),
        "`a.h` is reached through a symbolic link.|Links are never followed, as they may lead "
        "to somebody else's files.|Hand in the file itself, in an ordinary folder.");
  }
}

TEST(Refusal, WhatTheInstructorMayNotReadIsNoMistakeOfTheStudent) {
  EXPECT_EQ(InClassFolder(FileProblem::kUnreadable),
            "This machine may not read `a.h`.||Its permissions must let the instructor read it.");
  EXPECT_EQ(InClassFolder(FileProblem::kMissing), "`a.h` could not be read.||");
}

TEST(Refusal, ABuildSaysWhenThereIsNothingToGrade) {
  EXPECT_EQ(InBuild(FileProblem::kMissing),
            "`a.h` was not handed in.|The exercise is graded by this file.|Hand it in under this "
            "name.");
  EXPECT_EQ(InBuild(FileProblem::kEmpty),
            "`a.h` is empty.|There is nothing to grade.|Begin with the stub of the exercise.");
}

TEST(Refusal, ABuildSaysWhatIsNoText) {
  const std::string why = "|Only a plain text file can be compiled.|";
  EXPECT_EQ(InBuild(FileProblem::kDirectory),
            "`a.h` is a folder, not a file." + why + "Put the file itself in its place.");
  EXPECT_EQ(InBuild(FileProblem::kNotAFile),
            "`a.h` is not an ordinary file." + why + "Put an ordinary text file in its place.");
  EXPECT_EQ(InBuild(FileProblem::kTooLarge),
            "`a.h` is larger than 256 KiB." + why +
                "An exercise needs a few hundred lines; hand in the source, not its output.");
  EXPECT_EQ(InBuild(FileProblem::kNotText), "`a.h` holds bytes that are no text." + why +
                                                "Hand in the source file, as plain text.");
  EXPECT_EQ(InBuild(FileProblem::kNotUtf8),
            "`a.h` is not UTF-8 text." + why + "Save it as UTF-8 (your editor can do that).");
}

TEST(Refusal, ABuildSaysWhatCannotBeOpened) {
  const std::string why = "|Only a plain text file can be compiled.|";
  EXPECT_EQ(InBuild(FileProblem::kLink),
            "`a.h` is a link that leads nowhere." + why + "Hand in the file itself.");
  EXPECT_EQ(InBuild(FileProblem::kUnreadable),
            "`a.h` can't be read." + why + "Give everybody the right to read it.");
  EXPECT_EQ(InBuild(FileProblem::kNotOpened, EIO),
            "`a.h` can't be opened (Input/output error)." + why + "Hand it in again.");
}

}  // namespace
}  // namespace checker

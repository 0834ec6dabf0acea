#include "checker/submission/class_folder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "checker/base/scratch_folder.h"

namespace checker {
namespace {

namespace fs = std::filesystem;

Catalogue Assigned() {
  Catalogue catalogue;
  catalogue.exercises = {{"04_locks", "rlock", "", {"rlock.h"}, {}, {}},
                         {"04_locks", "bank", "", {"bank.h"}, {}, {}},
                         {"07_queues", "pair", "", {"left.h", "right.h"}, {}, {}}};
  return catalogue;
}

class ClassFolder : public ::testing::Test {
 protected:
  StudentWork Read(const std::string& student) {
    return ReadStudent(folder_.path(), student, Assigned());
  }

  // The problem with the student's only exercise.
  std::optional<FileProblem> ProblemOf(const std::string& student) {
    const StudentWork work = Read(student);
    if (work.handed_in.size() != 1 || !work.handed_in[0].refused) return std::nullopt;
    return work.handed_in[0].refused->problem;
  }

  ScratchFolder folder_;
};

TEST_F(ClassFolder, FilesMayLieInTheChapterOrAtTheTop) {
  folder_.Write("ann/04_locks/rlock.h", "1");
  folder_.Write("bob/rlock.h", "2");
  folder_.Write("cem/chapters/04_locks/rlock.h", "3");
  for (const auto& [student, contents] :
       {std::pair{"ann", "1"}, std::pair{"bob", "2"}, std::pair{"cem", "3"}}) {
    const StudentWork work = Read(student);
    ASSERT_EQ(work.handed_in.size(), 1u);
    EXPECT_EQ(work.handed_in[0].exercise, "04_locks/rlock");
    EXPECT_EQ(work.handed_in[0].files.at("rlock.h"), contents);
  }
}

TEST_F(ClassFolder, TheChapterComesBeforeTheTop) {
  folder_.Write("ann/rlock.h", "top");
  folder_.Write("ann/04_locks/rlock.h", "chapter");
  EXPECT_EQ(Read("ann").handed_in[0].files.at("rlock.h"), "chapter");
}

TEST_F(ClassFolder, WhatIsMissingIsNotHandedIn) {
  folder_.Write("ann/notes.txt", "");
  folder_.Write("ann/RLock.h", "");
  const StudentWork work = Read("ann");
  EXPECT_TRUE(work.handed_in.empty());
  EXPECT_EQ(work.notes, std::vector<std::string>{"nothing to grade was found; the folder holds "
                                                 "RLock.h, notes.txt"});
}

TEST_F(ClassFolder, AnEmptyFileIsHandedIn) {
  folder_.Write("ann/rlock.h", "");
  ASSERT_EQ(Read("ann").handed_in.size(), 1u);
  EXPECT_EQ(Read("ann").handed_in[0].files.at("rlock.h"), "");
}

TEST_F(ClassFolder, BytesAreTakenAsTheyAre) {
  const std::string bytes("\xff\0\r\n", 4);
  folder_.Write("ann/rlock.h", bytes);
  EXPECT_EQ(Read("ann").handed_in[0].files.at("rlock.h"), bytes);
}

TEST_F(ClassFolder, OneOfTwoFilesIsHandedIn) {
  folder_.Write("ann/left.h", "left");
  const StudentWork work = Read("ann");
  ASSERT_EQ(work.handed_in.size(), 1u);
  EXPECT_EQ(work.handed_in[0].files.size(), 1u);
}

TEST_F(ClassFolder, AFolderIsNoFile) {
  fs::create_directories(folder_.path() / "ann/04_locks/rlock.h");
  EXPECT_EQ(ProblemOf("ann"), FileProblem::kDirectory);
}

TEST_F(ClassFolder, ALinkIsNotFollowedWhereverItPoints) {
  folder_.Write("bob/rlock.h", "bob's");
  fs::create_directories(folder_.path() / "ann");
  fs::create_symlink("/etc/passwd", folder_.path() / "ann/bank.h");
  EXPECT_EQ(ProblemOf("ann"), FileProblem::kLink);
  fs::remove(folder_.path() / "ann/bank.h");
  fs::create_symlink("../bob/rlock.h", folder_.path() / "ann/rlock.h");
  EXPECT_EQ(ProblemOf("ann"), FileProblem::kLink);
}

TEST_F(ClassFolder, ALinkedChapterIsNotEntered) {
  folder_.Write("bob/04_locks/rlock.h", "bob's");
  fs::create_directories(folder_.path() / "ann");
  fs::create_symlink("../bob/04_locks", folder_.path() / "ann/04_locks");
  const StudentWork work = Read("ann");
  ASSERT_FALSE(work.handed_in.empty());
  for (const auto& handed : work.handed_in) {
    EXPECT_TRUE(handed.files.empty());
    EXPECT_EQ(handed.refused->problem, FileProblem::kLinkedFolder);
  }
}

TEST_F(ClassFolder, ALinkedStudentIsListedAndRefused) {
  folder_.Write("bob/rlock.h", "bob's");
  fs::create_symlink("bob", folder_.path() / "ann");
  EXPECT_EQ(ListStudents(folder_.path(), Assigned()).value().students,
            (std::vector<std::string>{"ann", "bob"}));
  EXPECT_EQ(Read("ann").handed_in.size(), Assigned().exercises.size());
  EXPECT_EQ(Read("ann").handed_in[0].refused->problem, FileProblem::kLinkedFolder);
}

TEST_F(ClassFolder, APipeDoesNotMakeUsWait) {
  fs::create_directories(folder_.path() / "ann");
  ASSERT_EQ(::mkfifo((folder_ / "ann/rlock.h").c_str(), 0600), 0);
  EXPECT_EQ(ProblemOf("ann"), FileProblem::kNotAFile);
}

TEST_F(ClassFolder, TenMegabytesAreTooLarge) {
  folder_.Write("ann/rlock.h", std::string(10'000'000, 'x'));
  EXPECT_EQ(ProblemOf("ann"), FileProblem::kTooLarge);
  folder_.Write("ann/rlock.h", std::string(kLargestFileBytes, 'x'));
  EXPECT_EQ(ProblemOf("ann"), std::nullopt);
}

TEST_F(ClassFolder, WhatMayNotBeReadSaysSo) {
  if (::geteuid() == 0) GTEST_SKIP() << "root reads everything";
  folder_.Write("ann/rlock.h", "secret");
  fs::permissions(folder_.path() / "ann/rlock.h", fs::perms::none);
  EXPECT_EQ(ProblemOf("ann"), FileProblem::kUnreadable);
}

TEST_F(ClassFolder, ANameThatTwoChaptersShareMustLieInAChapter) {
  Catalogue shared = Assigned();
  shared.exercises.push_back({"08_more", "rlock", "", {"rlock.h"}, {}, {}});
  folder_.Write("ann/rlock.h", "which?");
  const StudentWork work = ReadStudent(folder_.path(), "ann", shared);
  EXPECT_TRUE(work.handed_in.empty());
  EXPECT_EQ(work.notes.size(), 1u);
}

TEST_F(ClassFolder, EveryFolderIsAStudentWhateverItsName) {
  const std::vector<std::string> names = {"-x",      "a b",     "a\nb",
                                          "bad\xff", "n,\"q\"", std::string(255, 'l')};
  for (const auto& name : names) folder_.Write(name + "/rlock.h", "x");
  folder_.Write("README.md", "no student");
  const auto listing = ListStudents(folder_.path(), Assigned());
  ASSERT_TRUE(listing.ok());
  EXPECT_EQ(listing.value().students.size(), names.size());
  EXPECT_EQ(listing.value().ignored, (std::vector<std::string>{"README.md"}));
  for (const auto& name : names) EXPECT_EQ(Read(name).handed_in.size(), 1u) << name;
}

TEST_F(ClassFolder, AHiddenFolderIsAStudentOnlyWithWork) {
  folder_.Write(".git/config", "");
  folder_.Write("..ann/rlock.h", "x");
  const auto listing = ListStudents(folder_.path(), Assigned());
  EXPECT_EQ(listing.value().students, (std::vector<std::string>{"..ann"}));
}

TEST_F(ClassFolder, AnEmptyClassHasNoStudents) {
  EXPECT_TRUE(ListStudents(folder_.path(), Assigned()).value().students.empty());
}

TEST_F(ClassFolder, AClassThatIsNotThereIsAnError) {
  EXPECT_FALSE(ListStudents(folder_ / "nowhere", Assigned()).ok());
}

}  // namespace
}  // namespace checker

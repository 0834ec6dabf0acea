#include "checker/bazel/submissions_repository.h"

#include <gtest/gtest.h>

#include <chrono>

#include "checker/base/scratch_folder.h"

namespace checker {
namespace {

namespace fs = std::filesystem;

const std::vector<SubmittedExercise> kWork = {
    {"04_locks", "rlock", {{"rlock.h", "one"}}},
    {"04_locks", "bank", {{"bank.h", "two"}}},
    {"07_queues", "pair", {{"left.h", "l"}, {"right.h", "r"}}}};

class Repository : public ::testing::Test {
 protected:
  void Write(const std::map<std::string, std::vector<SubmittedExercise>>& students) {
    SubmissionsRepository repository(folder_.path());
    for (const auto& [student, work] : students) {
      ASSERT_TRUE(repository.Write(student, work).ok());
    }
    ASSERT_TRUE(repository.Finish().ok());
  }

  // Makes every file look old, so that one that is written again shows.
  void Age() {
    for (const auto& entry : fs::recursive_directory_iterator(folder_.path())) {
      if (entry.is_regular_file()) fs::last_write_time(entry, kOld);
    }
  }

  bool IsTouched(const std::string& file) { return fs::last_write_time(folder_ / file) != kOld; }

  const fs::file_time_type kOld = fs::file_time_type::clock::now() - std::chrono::hours(24);
  ScratchFolder folder_;
};

TEST_F(Repository, HoldsAPackageForEachChapter) {
  Write({{"s_ann", kWork}});
  EXPECT_EQ(folder_.Read("s_ann/04_locks/rlock.h"), "one");
  EXPECT_EQ(folder_.Read("s_ann/07_queues/right.h"), "r");
  EXPECT_EQ(folder_.Read("s_ann/07_queues/BUILD"),
            "load(\"@//checker/rules:submission.bzl\", \"submission\")\n"
            "\n"
            "submission(\n"
            "    name = \"pair\",\n"
            "    srcs = [\"left.h\", \"right.h\"],\n"
            "    exercise = \"@//chapters/07_queues:pair\",\n"
            ")\n");
  EXPECT_EQ(folder_.Read("WORKSPACE"), "workspace(name = \"submissions\")\n");
  EXPECT_EQ(SubmissionsRepository::Label("s_ann", "07_queues", "pair"),
            "@submissions//s_ann/07_queues:pair.report");
}

TEST_F(Repository, WhatDidNotChangeIsNotTouched) {
  Write({{"s_ann", kWork}, {"s_bob", kWork}});
  Age();
  std::vector<SubmittedExercise> changed = kWork;
  changed[0].files["rlock.h"] = "new";
  Write({{"s_ann", kWork}, {"s_bob", changed}});
  EXPECT_TRUE(IsTouched("s_bob/04_locks/rlock.h"));
  for (const char* file : {"s_bob/04_locks/BUILD", "s_bob/04_locks/bank.h",
                           "s_ann/04_locks/rlock.h", "s_ann/04_locks/BUILD", "WORKSPACE"}) {
    EXPECT_FALSE(IsTouched(file)) << file;
  }
}

TEST_F(Repository, WhatWasTakenBackIsRemoved) {
  Write({{"s_ann", kWork}, {"s_bob", kWork}});
  Write({{"s_ann", {kWork[0]}}});
  EXPECT_TRUE(fs::exists(folder_ / "s_ann/04_locks/rlock.h"));
  EXPECT_FALSE(fs::exists(folder_ / "s_ann/04_locks/bank.h"));
  EXPECT_FALSE(fs::exists(folder_ / "s_ann/07_queues"));
  EXPECT_FALSE(fs::exists(folder_ / "s_bob"));
}

TEST_F(Repository, AnInterruptedCopyIsRepaired) {
  Write({{"s_ann", kWork}});
  folder_.Write("s_ann/04_locks/rlock.h", "o");
  fs::remove_all(folder_ / "s_ann/07_queues");
  folder_.Write("s_ann/07_queues", "a file in the way");
  Write({{"s_ann", kWork}});
  EXPECT_EQ(folder_.Read("s_ann/04_locks/rlock.h"), "one");
  EXPECT_EQ(folder_.Read("s_ann/07_queues/left.h"), "l");
}

TEST_F(Repository, AStudentWithoutWorkHasNoPackage) {
  Write({{"s_ann", {}}});
  EXPECT_TRUE(fs::is_empty(folder_ / "s_ann"));
}

TEST_F(Repository, AFolderThatCannotBeMadeIsAnError) {
  folder_.Write("file", "");
  SubmissionsRepository repository(folder_.path() / "file" / "below");
  EXPECT_FALSE(repository.Write("s_ann", kWork).ok());
  EXPECT_FALSE(repository.Finish().ok());
}

}  // namespace
}  // namespace checker

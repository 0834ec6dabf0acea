#include "checker/cli/exercise_scaffold.h"

#include <gtest/gtest.h>

#include "checker/base/scratch_folder.h"

namespace checker {
namespace {

constexpr char kChapters[] =
    "CHAPTERS = {\n    \"04_locks\": [\n        \"mutex\",\n    ],\n"
    "    \"06_events\": [\n        \"event\",\n    ],\n}\n";

class ExerciseScaffoldTest : public testing::Test {
 protected:
  ExerciseScaffoldTest() {
    workspace_.Write("chapters/chapters.bzl", kChapters);
    workspace_.Write(
        "chapters/04_locks/BUILD",
        "exercise(\n    name = \"mutex\",\n)\n\nchapter(\n    name = \"04_locks\",\n)\n");
    workspace_.Write("chapters/04_locks/README.md",
                     "# Locks\n\n## 1. Exercises\n\n### mutex\n\n## 2. Further reading\n");
    workspace_.Write("solutions/04_locks/BUILD", "solutions()\n");
  }

  std::map<std::string, std::string> Files(const std::string& label) const {
    const auto files = ScaffoldOfExercise(workspace_.path(), label);
    EXPECT_TRUE(files.ok()) << files.status().message();
    return files.value_or({});
  }

  std::string Problem(const std::string& label) const {
    return ScaffoldOfExercise(workspace_.path(), label).status().message();
  }

  const ScratchFolder workspace_;
};

TEST_F(ExerciseScaffoldTest, HasAStubATestAndAReference) {
  auto files = Files("04_locks/spin_lock");
  const std::string stub = files["chapters/04_locks/spin_lock.h"];
  EXPECT_NE(stub.find("#ifndef CHAPTERS_04_LOCKS_SPIN_LOCK_H_\n"), std::string::npos) << stub;
  EXPECT_NE(stub.find("class SpinLock {\n"), std::string::npos) << stub;
  EXPECT_EQ(stub.find("TODO"), stub.rfind("TODO")) << stub;
  EXPECT_NE(files["chapters/04_locks/tests/spin_lock_test.cc"].find("GRADED_TEST(SpinLock, "),
            std::string::npos);
  EXPECT_NE(files["solutions/04_locks/spin_lock.h"].find("class SpinLock {\n"), std::string::npos);
  EXPECT_EQ(files.count("solutions/04_locks/BUILD"), 0u) << "it finds references by itself";
}

TEST_F(ExerciseScaffoldTest, ComesLastInItsChapter) {
  auto files = Files("04_locks/spin_lock");
  EXPECT_NE(files["chapters/chapters.bzl"].find(
                "        \"mutex\",\n        \"spin_lock\",\n    ],\n    \"06"),
            std::string::npos);
  const std::string build = files["chapters/04_locks/BUILD"];
  EXPECT_LT(build.find("\"mutex\""), build.find("\"spin_lock\"")) << build;
  EXPECT_LT(build.find("\"spin_lock\""), build.find("chapter(\n")) << build;
  const std::string lesson = files["chapters/04_locks/README.md"];
  EXPECT_LT(lesson.find("### mutex"), lesson.find("### spin_lock")) << lesson;
  EXPECT_LT(lesson.find("### spin_lock"), lesson.find("## 2. Further")) << lesson;
}

TEST_F(ExerciseScaffoldTest, BeginsAChapterThatIsNotThere) {
  auto files = Files("05_semaphores/semaphore");
  EXPECT_NE(files["chapters/chapters.bzl"].find(
                "    ],\n    \"05_semaphores\": [\n        \"semaphore\",\n    ],\n    \"06"),
            std::string::npos);
  EXPECT_NE(files["chapters/05_semaphores/BUILD"].find("CHAPTERS[\"05_semaphores\"]"),
            std::string::npos);
  EXPECT_NE(files["chapters/05_semaphores/README.md"].find("# Chapter 05: semaphores\n"),
            std::string::npos);
  EXPECT_EQ(files.count("solutions/05_semaphores/BUILD"), 1u);
  EXPECT_NE(files["solutions/05_semaphores/killing_cases.bzl"].find("KILLING_CASES = {\n}\n"),
            std::string::npos);
  EXPECT_NE(Files("07_queues/queue")["chapters/chapters.bzl"].find(
                "    ],\n    \"07_queues\": [\n        \"queue\",\n    ],\n}\n"),
            std::string::npos);
}

TEST_F(ExerciseScaffoldTest, TakesNoOthersPlace) {
  workspace_.Write("solutions/04_locks/spin_lock.h", "");
  EXPECT_EQ(Problem("04_locks/spin_lock"), "solutions/04_locks/spin_lock.h is there already");
}

TEST_F(ExerciseScaffoldTest, SaysWhatHasNoPlaceForIt) {
  workspace_.Write("chapters/04_locks/README.md", "# Locks\n");
  EXPECT_EQ(Problem("04_locks/spin_lock"),
            "chapters/04_locks/README.md: there is no place in it for the exercise");
}

TEST_F(ExerciseScaffoldTest, NamesHaveOneForm) {
  for (const char* label :
       {"", "04_locks", "04_locks/", "locks/x", "04_locks/../x", "04_locks/X"}) {
    EXPECT_EQ(Problem(label),
              std::string(label) + " is no CHAPTER/EXERCISE, as in 04_locks/spin_lock");
  }
}

}  // namespace
}  // namespace checker

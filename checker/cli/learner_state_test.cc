#include "checker/cli/learner_state.h"

#include <gtest/gtest.h>

#include "checker/base/scratch_folder.h"

namespace checker {
namespace {

TEST(LearnerState, IsKept) {
  ScratchFolder workspace;
  LearnerState state;
  Report report;
  report.chapter = "04_locks";
  report.exercise = "rlock";
  report.verdict = kFailed;
  report.points = 8;
  state.Note(report);
  state.exercises["04_locks/bank"].hints_seen = 2;
  SaveLearnerState(workspace.path(), state);
  LearnerState loaded = LoadLearnerState(workspace.path());
  EXPECT_EQ(loaded.exercises["04_locks/rlock"].points, 8);
  EXPECT_EQ(loaded.exercises["04_locks/rlock"].verdict, kFailed);
  EXPECT_EQ(loaded.exercises["04_locks/bank"].hints_seen, 2u);
  EXPECT_EQ(loaded.exercises["04_locks/bank"].points, std::nullopt);
}

TEST(LearnerState, ADamagedFileIsNothingKnown) {
  ScratchFolder workspace;
  EXPECT_TRUE(LoadLearnerState(workspace.path()).exercises.empty());
  for (const char* text : {"", "{", "[1]", "7", R"({"a":{"hints_seen":"x"}})", R"({"a":7})"}) {
    workspace.Write(".workbook/learner.json", text);
    EXPECT_TRUE(LoadLearnerState(workspace.path()).exercises.empty()) << text;
  }
}

TEST(LearnerState, AFolderThatMayNotBeWrittenIsNoTrouble) {
  SaveLearnerState("/proc/nowhere", LearnerState());
}

}  // namespace
}  // namespace checker

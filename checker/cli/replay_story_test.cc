#include "checker/cli/replay_story.h"

#include <gtest/gtest.h>

#include "checker/findings/finding.h"

namespace checker {
namespace {

using protocol::Operation;

constexpr char kBank[] =
    "class Bank {\n"
    "  void Transfer() {\n"
    "    std::lock_guard first(locks_[from]);\n"
    "    std::lock_guard journal(journal_mutex_);\n"
    "  }\n"
    "};\n";

TraceStep Step(int number, Operation operation, const char* object, CodeOffset offset) {
  TraceStep step;
  step.number = number;
  step.thread = 1;
  step.operation = operation;
  step.object = object;
  step.stack = {offset};
  return step;
}

class ReplayStory : public ::testing::Test {
 protected:
  ReplayStory() : sources_{{"bank.h", SourceText(kBank)}} {
    evidence_.sources = &sources_;
    evidence_.test_file = "chapters/04_locks/tests/bank_test.cc";
    evidence_.symbols = {{0x10, {{"Bank::Transfer()", "/x/submission/bank.h", 3, 21}}},
                         {0x20, {{"Bank::Transfer()", "/x/submission/bank.h", 4, 21}}},
                         {0x30, {{"TestBody()", "tests/bank_test.cc", 12, 3}}}};
  }

  SourceTexts sources_;
  Evidence evidence_;
};

TEST_F(ReplayStory, ObjectsHaveTheStudentsNames) {
  evidence_.trace = {Step(1, Operation::kLock, "mutex #3", 0x20)};
  const Story story = StoryOf(evidence_);
  ASSERT_EQ(story.steps.size(), 1u);
  EXPECT_EQ(story.steps[0].object, "`journal_mutex_`");
  EXPECT_EQ(story.steps[0].file, "bank.h");
  EXPECT_EQ(story.steps[0].line, 4);
  EXPECT_EQ(story.steps[0].source, "std::lock_guard journal(journal_mutex_);");
}

TEST_F(ReplayStory, ADataRaceEndsWithItsTwoAccesses) {
  evidence_.failure.kind = FindingKind::kDataRace;
  evidence_.race.emplace();
  evidence_.race->accesses.resize(2);
  evidence_.race->accesses[0].thread = 2;
  evidence_.race->accesses[0].stack = {0x20};
  evidence_.race->accesses[1].thread = 1;
  evidence_.race->accesses[1].write = true;
  evidence_.race->accesses[1].stack = {0x10};
  const Story story = StoryOf(evidence_);
  ASSERT_EQ(story.steps.size(), 2u);
  EXPECT_EQ(OperationInWords(story.steps[0]), "write: data race");
  EXPECT_EQ(story.steps[0].line, 3);
  EXPECT_EQ(OperationInWords(story.steps[1]), "read: data race");
  EXPECT_EQ(story.steps[1].thread, 2);
  EXPECT_EQ(story.steps[1].line, 4);
}

TEST_F(ReplayStory, ObjectsOfOneNameAreToldApart) {
  evidence_.trace = {Step(1, Operation::kLock, "mutex #1", 0x10),
                     Step(2, Operation::kLock, "mutex #2", 0x10)};
  const Story story = StoryOf(evidence_);
  EXPECT_NE(story.steps[0].object, story.steps[1].object);
  EXPECT_NE(story.steps[1].object.find("mutex #2"), std::string::npos);
}

TEST_F(ReplayStory, WhatTheTestDoesKeepsTheExplorersNames) {
  evidence_.trace = {Step(1, Operation::kJoin, "thread #1", 0x30),
                     Step(2, Operation::kLock, "mutex #9", 0x99)};
  const Story story = StoryOf(evidence_);
  EXPECT_EQ(story.steps[0].object, "thread #1");
  EXPECT_EQ(story.steps[0].function, "the test");
  EXPECT_EQ(story.steps[0].source, "");
  EXPECT_EQ(story.steps[1].file, "");
}

TEST_F(ReplayStory, WhoIsStuckIsSeenToWait) {
  evidence_.trace = {Step(1, Operation::kLock, "mutex #1", 0x10),
                     Step(2, Operation::kLock, "mutex #2", 0x20)};
  evidence_.failure.kind = FindingKind::kDeadlock;
  BlockedThread stuck;
  stuck.id = 1;
  stuck.operation = Operation::kLock;
  stuck.object = "mutex #2";
  BlockedThread other = stuck;
  other.id = 2;
  evidence_.failure.threads = {stuck, other};
  const Story story = StoryOf(evidence_);
  ASSERT_EQ(story.steps.size(), 3u);
  EXPECT_FALSE(story.steps[0].blocked);
  EXPECT_TRUE(story.steps[1].blocked);
  EXPECT_TRUE(story.steps[2].blocked);
  EXPECT_EQ(story.steps[2].thread, 2);
}

TEST_F(ReplayStory, OperationsAreToldInWords) {
  evidence_.trace = {Step(1, Operation::kWriteLock, "shared mutex #1", 0x10),
                     Step(2, Operation::kBarrierWait, "barrier #1", 0x20)};
  const Story story = StoryOf(evidence_);
  EXPECT_EQ(OperationInWords(story.steps[0]), "lock");
  EXPECT_EQ(OperationInWords(story.steps[1]), "wait");
}

TEST_F(ReplayStory, WithoutAFailureThereIsNoMoment) {
  evidence_.trace = {Step(1, Operation::kLock, "mutex #1", 0x10)};
  EXPECT_FALSE(StoryOf(evidence_).moment);
}

}  // namespace
}  // namespace checker

#include "checker/findings/explain/annotate.h"

#include <gtest/gtest.h>

#include "checker/findings/explain/words.h"
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

class Annotating : public ::testing::Test {
 protected:
  Annotating() : sources_{{"bank.h", SourceText(kBank)}} {
    context_.sources = &sources_;
    context_.test_file = "chapters/04_locks/tests/bank_test.cc";
    context_.symbols = {{0x10, {{"Bank::Transfer()", "/x/submission/bank.h", 3, 21}}},
                        {0x20, {{"Bank::Transfer()", "/x/submission/bank.h", 4, 21}}},
                        {0x30, {{"TestBody()", "tests/bank_test.cc", 12, 3}}}};
  }

  SourceTexts sources_;
  FailureContext context_;
};

TEST_F(Annotating, ObjectsHaveTheStudentsNames) {
  context_.trace = {Step(1, Operation::kLock, "mutex #3", 0x20)};
  const AnnotatedTrace trace = Annotate(context_);
  ASSERT_EQ(trace.steps.size(), 1u);
  EXPECT_EQ(ObjectInWords(trace.steps[0]), "`journal_mutex_`");
  EXPECT_EQ(trace.steps[0].location->file, "bank.h");
  EXPECT_EQ(trace.steps[0].location->line, 4);
  EXPECT_EQ(trace.steps[0].source, "std::lock_guard journal(journal_mutex_);");
}

TEST_F(Annotating, ADataRaceEndsWithItsTwoAccesses) {
  context_.failure.kind = FindingKind::kDataRace;
  context_.race.emplace();
  context_.race->accesses.resize(2);
  context_.race->accesses[0].thread = 2;
  context_.race->accesses[0].stack = {0x20};
  context_.race->accesses[1].thread = 1;
  context_.race->accesses[1].write = true;
  context_.race->accesses[1].stack = {0x10};
  const AnnotatedTrace trace = Annotate(context_);
  ASSERT_EQ(trace.steps.size(), 2u);
  EXPECT_EQ(OperationInWords(trace.steps[0]), "write: data race");
  EXPECT_EQ(trace.steps[0].location->line, 3);
  EXPECT_EQ(OperationInWords(trace.steps[1]), "read: data race");
  EXPECT_EQ(trace.steps[1].thread, 2);
  EXPECT_EQ(trace.steps[1].location->line, 4);
}

TEST_F(Annotating, ObjectsOfOneNameAreToldApart) {
  context_.trace = {Step(1, Operation::kLock, "mutex #1", 0x10),
                    Step(2, Operation::kLock, "mutex #2", 0x10)};
  const AnnotatedTrace trace = Annotate(context_);
  EXPECT_NE(ObjectInWords(trace.steps[0]), ObjectInWords(trace.steps[1]));
  EXPECT_NE(ObjectInWords(trace.steps[1]).find("mutex #2"), std::string::npos);
}

TEST_F(Annotating, WhatTheTestDoesKeepsTheExplorersNames) {
  context_.trace = {Step(1, Operation::kJoin, "thread #1", 0x30),
                    Step(2, Operation::kLock, "mutex #9", 0x99)};
  const AnnotatedTrace trace = Annotate(context_);
  EXPECT_EQ(ObjectInWords(trace.steps[0]), "thread #1");
  EXPECT_EQ(trace.steps[0].location->function, "the test");
  EXPECT_EQ(trace.steps[0].source, "");
  EXPECT_FALSE(trace.steps[1].location);
}

TEST_F(Annotating, WhoIsStuckIsSeenToWait) {
  context_.trace = {Step(1, Operation::kLock, "mutex #1", 0x10),
                    Step(2, Operation::kLock, "mutex #2", 0x20)};
  context_.failure.kind = FindingKind::kDeadlock;
  BlockedThread stuck;
  stuck.id = 1;
  stuck.operation = Operation::kLock;
  stuck.object = "mutex #2";
  BlockedThread other = stuck;
  other.id = 2;
  context_.failure.threads = {stuck, other};
  const AnnotatedTrace trace = Annotate(context_);
  ASSERT_EQ(trace.steps.size(), 3u);
  EXPECT_FALSE(trace.steps[0].blocked);
  EXPECT_TRUE(trace.steps[1].blocked);
  EXPECT_TRUE(trace.steps[2].blocked);
  EXPECT_EQ(trace.steps[2].thread, 2);
}

TEST_F(Annotating, NobodyWaitsInALivelock) {
  context_.trace = {Step(1, Operation::kTryLock, "mutex #1", 0x10)};
  context_.failure.kind = FindingKind::kLivelock;
  BlockedThread running;
  running.id = 1;
  running.operation = Operation::kTryLock;
  running.object = "mutex #1";
  context_.failure.threads = {running};
  EXPECT_FALSE(Annotate(context_).steps.at(0).blocked);
}

TEST_F(Annotating, WithoutAFailureNoPointIsOfNoReturn) {
  context_.trace = {Step(1, Operation::kLock, "mutex #1", 0x10)};
  EXPECT_FALSE(Annotate(context_).point_of_no_return);
}

}  // namespace
}  // namespace checker

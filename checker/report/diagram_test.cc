#include "checker/report/diagram.h"

#include <gtest/gtest.h>

namespace checker {
namespace {

using protocol::Operation;
using Role = AnnotatedStep::Role;

AnnotatedStep Step(int thread, Operation operation, int line, const char* source) {
  AnnotatedStep step;
  step.thread = thread;
  step.operation = operation;
  step.object = "mutex #1";
  step.location = {Location::Owner::kStudent, "bank.h", "Put", line};
  step.source = source;
  return step;
}

AnnotatedStep InTheTest(int thread, Operation operation) {
  AnnotatedStep step = Step(thread, operation, 12, "");
  step.location = {Location::Owner::kTest, "tests/bank_test.cc", "the test", 12};
  return step;
}

AnnotatedStep Waits(AnnotatedStep step, Role role = Role::kStep) {
  step.blocked = true;
  step.role = role;
  return step;
}

constexpr char kLock[] = "std::lock_guard lock(mutex_);";

TEST(Diagram, HasOneColumnForEachThread) {
  Finding finding;
  finding.trace.steps = {InTheTest(0, Operation::kCreate), Step(1, Operation::kLock, 4, kLock),
                         Waits(Step(2, Operation::kLock, 4, kLock)),
                         Step(1, Operation::kUnlock, 6, "}")};
  EXPECT_EQ(Diagram(finding),
            (std::vector<std::string>{"thread 1                    | thread 2",
                                      "4: lock_guard lock(mutex_); |",
                                      "                            | 4: lock_guard lock(mutex_); "
                                      "[waits]  <-",
                                      "6: } unlock                 |  <-"}));
}

TEST(Diagram, ANoteStandsForTheLineThatMadeIt) {
  const auto note = [](int thread, const char* text) {
    AnnotatedStep step = Step(thread, Operation::kNote, 7, "Tick(instr);");
    step.object = text;
    return step;
  };
  Finding finding;
  finding.trace.steps = {note(1, "LOAD g0"),
                         Step(1, Operation::kSleep, 7, "Tick(instr);"),
                         note(2, "LOAD g0"),
                         Step(2, Operation::kSleep, 7, "Tick(instr);"),
                         note(2, "STORE g0"),
                         Step(2, Operation::kSleep, 7, "Tick(instr);"),
                         Step(1, Operation::kLock, 8, kLock)};
  const std::vector<std::string> lines = Diagram(finding);
  ASSERT_EQ(lines.size(), 5u);
  EXPECT_EQ(lines[1].find("LOAD g0"), 0u);
  EXPECT_NE(lines[2].find("| LOAD g0"), std::string::npos);
  EXPECT_NE(lines[3].find("| STORE g0"), std::string::npos);
  EXPECT_EQ(lines[4].find("8: lock_guard"), 0u);
}

TEST(Diagram, HasAtMostTwentyRows) {
  Finding finding;
  for (int i = 0; i < 100; ++i) {
    finding.trace.steps.push_back(Step(1 + i % 2, Operation::kLock, 4, kLock));
  }
  const std::vector<std::string> lines = Diagram(finding);
  EXPECT_EQ(lines.size(), 22u);
  EXPECT_EQ(lines[1], "(earlier steps are left out)");
}

TEST(Diagram, SaysSoWhenTheTraceItselfWasCut) {
  Finding finding;
  finding.trace.steps = {Step(1, Operation::kLock, 4, kLock)};
  finding.trace.left_out = 7;
  EXPECT_EQ(Diagram(finding).at(1), "(earlier steps are left out)");
}

TEST(Diagram, OfARaceEndsWithTheStudentsAccesses) {
  Finding finding;
  finding.kind = FindingKind::kDataRace;
  AnnotatedStep write = Step(2, Operation::kWrite, 5, "++count_;");
  write.role = Role::kRaceAccess;
  finding.trace.steps = {Step(1, Operation::kLock, 4, kLock), InTheTest(1, Operation::kLock),
                         write};
  const std::vector<std::string> lines = Diagram(finding);
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_NE(lines[2].find("5: ++count_; [race: write]"), std::string::npos);
}

TEST(Diagram, OfADeadlockTellsOnceThatAThreadWaits) {
  Finding finding;
  finding.kind = FindingKind::kDeadlock;
  finding.trace.steps = {Waits(Step(1, Operation::kLock, 4, kLock)),
                         Waits(Step(1, Operation::kLock, 4, kLock), Role::kStandsHere),
                         Waits(Step(2, Operation::kJoin, 9, "thread.join();"), Role::kStandsHere)};
  EXPECT_EQ(Diagram(finding).size(), 3u);
}

TEST(Diagram, CutsSourceLinesAndNeverWhatIsSaidOfThem) {
  Finding finding;
  const std::string line(200, 'x');
  finding.trace.steps = {Waits(Step(1, Operation::kLock, 4, line.c_str())),
                         Step(2, Operation::kLock, 4, line.c_str())};
  const std::string row = Diagram(finding).at(1);
  EXPECT_NE(row.find("xxx... [waits]"), std::string::npos) << row;
}

TEST(Diagram, OfNothingIsNothing) { EXPECT_TRUE(Diagram(Finding()).empty()); }

}  // namespace
}  // namespace checker

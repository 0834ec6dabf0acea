#include "checker/findings/explain/words.h"

#include <gtest/gtest.h>

namespace checker {
namespace {

TEST(CaseInWords, IsASentence) {
  EXPECT_EQ(CaseInWords("RLock.TheHolderMayLockAgain"), "the holder may lock again");
  EXPECT_EQ(CaseInWords("Queue.Holds100Items"), "holds 100 items");
  EXPECT_EQ(CaseInWords(""), "");
}

TEST(CaseAsSentence, HasACapitalAndLeavesAbbreviations) {
  EXPECT_EQ(CaseAsSentence("RLock.TheHolderMayLockAgain"), "The holder may lock again");
  EXPECT_EQ(CaseAsSentence("Queue.TheFIFOOrderHolds"), "The FIFO order holds");
}

TEST(VirtualTime, IsReadable) {
  EXPECT_EQ(VirtualTime(0), "0 s");
  EXPECT_EQ(VirtualTime(999), "999 ns");
  EXPECT_EQ(VirtualTime(1500), "1.5 us");
  EXPECT_EQ(VirtualTime(64'000'000), "64 ms");
  EXPECT_EQ(VirtualTime(3'600'000'000'000), "3600 s");
  EXPECT_EQ(VirtualTime(1'500'000'000), "1.500 s");
}

TEST(InWords, NamesTheFileWhereItIsNotTheStudents) {
  EXPECT_EQ(InWords(Location{Location::Owner::kStudent, "rlock.h", "lock", 7}), "lock, line 7");
  EXPECT_EQ(InWords(Location{Location::Owner::kTest, "tests/rlock_test.cc", "the test", 7}),
            "the test, tests/rlock_test.cc line 7");
  EXPECT_EQ(InWords(Location{Location::Owner::kStudent, "rlock.h"}), "rlock.h");
  EXPECT_EQ(InWords(Location{Location::Owner::kStub, "rlock.h", "", 7}), "rlock.h line 7");
}

TEST(InWords, SaysWhatHappenedThere) {
  const Location place{Location::Owner::kStudent, "rlock.h", "lock", 7};
  EXPECT_EQ(InWords(LabeledLocation{"write", place}), "write: lock, line 7");
  EXPECT_EQ(InWords(LabeledLocation{"", place}), "lock, line 7");
  EXPECT_EQ(InWords(LabeledLocation{"write", std::nullopt}), "write: inside the library");
}

TEST(ObjectInWords, IsTheStudentsNameWhereThatIsKnown) {
  AnnotatedStep step;
  step.object = "mutex #2";
  EXPECT_EQ(ObjectInWords(step), "mutex #2");
  step.name = "mutex_";
  EXPECT_EQ(ObjectInWords(step), "`mutex_`");
  step.ambiguous = true;
  EXPECT_EQ(ObjectInWords(step), "`mutex_` (mutex #2)");
}

TEST(OperationInWords, TellsAnAccessOfARaceFromAStep) {
  AnnotatedStep step;
  step.operation = protocol::Operation::kWriteLock;
  EXPECT_EQ(OperationInWords(step), "lock");
  step.operation = protocol::Operation::kWrite;
  step.role = AnnotatedStep::Role::kRaceAccess;
  EXPECT_EQ(OperationInWords(step), "write: data race");
}

}  // namespace
}  // namespace checker

#include "checker/findings/explain/point_of_no_return.h"

#include <gtest/gtest.h>

#include "checker/protocol/finding_kind.h"

namespace checker {
namespace {

using protocol::FindingKind;
using protocol::Operation;

AnnotatedStep Step(int thread, Operation operation, const char* object, bool blocked = false) {
  AnnotatedStep step;
  step.thread = thread;
  step.operation = operation;
  step.object = object;
  step.blocked = blocked;
  return step;
}

BlockedThread Blocked(int id, Operation operation, const char* object, int held_by) {
  BlockedThread thread;
  thread.id = id;
  thread.operation = operation;
  thread.object = object;
  thread.held_by = held_by;
  return thread;
}

TEST(PointOfNoReturn, OfACircleIsItsLastLock) {
  Failure failure;
  failure.kind = FindingKind::kDeadlock;
  failure.cycle = {1, 2};
  failure.threads = {Blocked(0, Operation::kJoin, "thread 1", -1),
                     Blocked(1, Operation::kLock, "mutex #2", 2),
                     Blocked(2, Operation::kLock, "mutex #1", 1)};
  const auto point = PointOfNoReturnIn(
      failure,
      {Step(1, Operation::kLock, "mutex #1"), Step(2, Operation::kLock, "mutex #2"),
       Step(0, Operation::kJoin, "thread 1", true), Step(1, Operation::kLock, "mutex #2", true),
       Step(2, Operation::kLock, "mutex #1", true)});
  ASSERT_TRUE(point);
  EXPECT_EQ(point->step, 1u);
}

TEST(PointOfNoReturn, OfALockThatIsNeverGivenBackIsItsLastTaking) {
  Failure failure;
  failure.kind = FindingKind::kDeadlock;
  failure.threads = {Blocked(2, Operation::kLock, "mutex #1", 1)};
  const auto point = PointOfNoReturnIn(
      failure,
      {Step(1, Operation::kLock, "mutex #1"), Step(1, Operation::kUnlock, "mutex #1"),
       Step(1, Operation::kTryLock, "mutex #1"), Step(2, Operation::kLock, "mutex #1", true)});
  ASSERT_TRUE(point);
  EXPECT_EQ(point->step, 2u);
}

TEST(PointOfNoReturn, OfALostWakeUpIsTheSleepAfterIt) {
  Failure failure;
  failure.kind = FindingKind::kLostWakeUp;
  failure.threads = {Blocked(1, Operation::kWait, "condition #1", -1)};
  failure.early_notify = EarlyNotify{2, 9, {}};
  const auto point = PointOfNoReturnIn(
      failure, {Step(2, Operation::kNotifyOne, "condition #1"),
                Step(1, Operation::kWait, "condition #1", true), Step(2, Operation::kFinish, "")});
  ASSERT_TRUE(point);
  EXPECT_EQ(point->step, 1u);
  EXPECT_NE(point->text.find("thread 2 in step 9"), std::string::npos);
}

TEST(PointOfNoReturn, OfAnythingElseIsTheLastChangeOfThreads) {
  Failure failure;
  failure.kind = FindingKind::kWrongResult;
  const auto point = PointOfNoReturnIn(
      failure, {Step(1, Operation::kLoad, "atomic #1"), Step(2, Operation::kLoad, "atomic #1"),
                Step(2, Operation::kStore, "atomic #1")});
  ASSERT_TRUE(point);
  EXPECT_EQ(point->step, 0u);
}

TEST(PointOfNoReturn, OfNothingIsNone) {
  for (const FindingKind kind :
       {FindingKind::kDeadlock, FindingKind::kLostWakeUp, FindingKind::kCrash}) {
    Failure failure;
    failure.kind = kind;
    EXPECT_FALSE(PointOfNoReturnIn(failure, {}));
  }
}

}  // namespace
}  // namespace checker

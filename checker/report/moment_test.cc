#include "checker/report/moment.h"

#include <gtest/gtest.h>

#include "checker/findings/finding.h"

namespace checker {
namespace {

TraceStep Step(int thread, const char* operation, const char* object, bool blocked = false) {
  TraceStep step;
  step.thread = thread;
  step.operation = operation;
  step.object = object;
  step.blocked = blocked;
  return step;
}

BlockedThread Blocked(int id, const char* operation, const char* object, int held_by) {
  BlockedThread thread;
  thread.id = id;
  thread.operation = operation;
  thread.object = object;
  thread.held_by = held_by;
  return thread;
}

TEST(Moment, OfACircleIsItsLastLock) {
  Failure failure;
  failure.kind = kind::kDeadlock;
  failure.cycle = {1, 2};
  failure.threads = {Blocked(0, "join", "thread 1", -1), Blocked(1, "lock", "mutex #2", 2),
                     Blocked(2, "lock", "mutex #1", 1)};
  const auto moment =
      MomentOf(failure, {Step(1, "lock", "mutex #1"), Step(2, "lock", "mutex #2"),
                         Step(0, "join", "thread 1", true), Step(1, "lock", "mutex #2", true),
                         Step(2, "lock", "mutex #1", true)});
  ASSERT_TRUE(moment);
  EXPECT_EQ(moment->step, 1u);
}

TEST(Moment, OfALockThatIsNeverGivenBackIsItsLastTaking) {
  Failure failure;
  failure.kind = kind::kDeadlock;
  failure.threads = {Blocked(2, "lock", "mutex #1", 1)};
  const auto moment =
      MomentOf(failure, {Step(1, "lock", "mutex #1"), Step(1, "unlock", "mutex #1"),
                         Step(1, "try lock", "mutex #1"), Step(2, "lock", "mutex #1", true)});
  ASSERT_TRUE(moment);
  EXPECT_EQ(moment->step, 2u);
}

TEST(Moment, OfALostWakeUpIsTheSleepAfterIt) {
  Failure failure;
  failure.kind = kind::kLostWakeUp;
  failure.threads = {Blocked(1, "wait", "condition #1", -1)};
  failure.early_notify = EarlyNotify{2, 9, {}};
  const auto moment =
      MomentOf(failure, {Step(2, "notify one", "condition #1"),
                         Step(1, "wait", "condition #1", true), Step(2, "finish", "")});
  ASSERT_TRUE(moment);
  EXPECT_EQ(moment->step, 1u);
  EXPECT_NE(moment->text.find("thread 2 in step 9"), std::string::npos);
}

TEST(Moment, OfAnythingElseIsTheLastChangeOfThreads) {
  Failure failure;
  failure.kind = kind::kWrongResult;
  const auto moment =
      MomentOf(failure, {Step(1, "atomic load", "atomic #1"), Step(2, "atomic load", "atomic #1"),
                         Step(2, "atomic store", "atomic #1")});
  ASSERT_TRUE(moment);
  EXPECT_EQ(moment->step, 0u);
}

TEST(Moment, OfNothingIsNone) {
  for (const char* kind : {kind::kDeadlock, kind::kLostWakeUp, kind::kCrash}) {
    Failure failure;
    failure.kind = kind;
    EXPECT_FALSE(MomentOf(failure, {}));
  }
}

}  // namespace
}  // namespace checker

#include "checker/findings/annotated_trace.h"

#include <gtest/gtest.h>

namespace checker {
namespace {

using protocol::Operation;

AnnotatedStep Lock(int number, int thread, int line) {
  AnnotatedStep step;
  step.number = number;
  step.thread = thread;
  step.operation = Operation::kLock;
  step.object = "mutex #1";
  step.location = {Location::Owner::kStudent, "bank.h", "Transfer", line};
  return step;
}

AnnotatedTrace ThreeLocks() {
  AnnotatedTrace trace;
  trace.steps = {Lock(1, 1, 40), Lock(2, 2, 40), Lock(3, 1, 41)};
  trace.point_of_no_return = PointOfNoReturn{1, "From here on"};
  return trace;
}

TEST(Condensed, TellsWhatRepeatsOnce) {
  AnnotatedTrace trace = ThreeLocks();
  trace.steps.insert(trace.steps.begin() + 1, 500, trace.steps[1]);
  trace.point_of_no_return->step = 501;
  const AnnotatedTrace condensed = Condensed(trace);
  EXPECT_EQ(condensed.steps.size(), 3u);
  EXPECT_EQ(condensed.point_of_no_return->step, 1u);
}

TEST(Condensed, LeavesStepsOfTheMachineryOut) {
  AnnotatedTrace trace = ThreeLocks();
  AnnotatedStep unknown;
  unknown.operation = Operation::kLoad;
  trace.steps.insert(trace.steps.begin(), unknown);
  unknown.operation = Operation::kCreate;  // threads come and go wherever that is
  trace.steps.insert(trace.steps.begin(), unknown);
  EXPECT_EQ(Condensed(trace).steps.size(), 4u);
}

TEST(LastSteps, KeepsThePointOfNoReturnOnItsStep) {
  const AnnotatedTrace two = LastSteps(ThreeLocks(), 2);
  ASSERT_EQ(two.steps.size(), 2u);
  EXPECT_EQ(two.left_out, 1u);
  EXPECT_EQ(two.steps[two.point_of_no_return->step].number, 2);
}

TEST(LastSteps, TellsALoopOnOneLineOnceBeforeItCuts) {
  AnnotatedTrace trace = ThreeLocks();
  AnnotatedStep look = Lock(0, 2, 40);
  AnnotatedStep yield = look;
  yield.operation = Operation::kYield;
  for (int i = 0; i < 500; ++i) trace.steps.insert(trace.steps.begin() + 2, {look, yield});
  const AnnotatedTrace last = LastSteps(trace, 10);
  EXPECT_EQ(last.left_out, 0u);
  ASSERT_EQ(last.steps.size(), 4u);
  EXPECT_EQ(last.steps[2].operation, Operation::kYield);
  EXPECT_EQ(last.steps[3].number, 3);
}

TEST(LastSteps, ForgetsThePointThatIsLeftOut) {
  const AnnotatedTrace one = LastSteps(ThreeLocks(), 1);
  EXPECT_EQ(one.left_out, 2u);
  EXPECT_FALSE(one.point_of_no_return);
}

TEST(LastSteps, LeavesAShortTraceAlone) {
  EXPECT_EQ(LastSteps(ThreeLocks(), 3).steps.size(), 3u);
  EXPECT_EQ(LastSteps(ThreeLocks(), 3).left_out, 0u);
}

TEST(ThreadsOf, AreInOrder) { EXPECT_EQ(ThreadsOf(ThreeLocks()), (std::set<int>{1, 2})); }

}  // namespace
}  // namespace checker

#include "checker/bazel/progress.h"

#include <gtest/gtest.h>

namespace checker {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

TEST(Progress, HasNoEstimateAtFirst) {
  Progress progress(10);
  progress.Update(seconds(1), 1);
  EXPECT_EQ(progress.Line(), "1 of 10, 10 %");
}

TEST(Progress, EstimatesFromTheMeanOfEachStep) {
  Progress progress(10);
  for (int done = 0; done <= 5; ++done) progress.Update(seconds(2 * done), done);
  EXPECT_EQ(progress.Left(), seconds(10));
  EXPECT_EQ(progress.Line(), "5 of 10, 50 %, about 10 s left");
}

TEST(Progress, ForgetsWhatCameFromTheCache) {
  Progress progress(1000);
  progress.Update(seconds(0), 0);
  progress.Update(seconds(1), 900);
  for (int i = 1; i <= 30; ++i) progress.Update(seconds(1 + 10 * i), 900 + i);
  EXPECT_EQ(progress.Left(), seconds(700));
}

TEST(Progress, WaitingMakesTheEstimateGrow) {
  Progress progress(10);
  for (int done = 0; done <= 3; ++done) progress.Update(seconds(done), done);
  const auto before = *progress.Left();
  progress.Update(seconds(60), 3);
  EXPECT_GT(*progress.Left(), before);
}

TEST(Progress, TheEndAndNothingToDoAreComplete) {
  Progress progress(3);
  for (int done = 0; done <= 3; ++done) progress.Update(seconds(done), done);
  EXPECT_EQ(progress.Line(), "3 of 3, 100 %");
  EXPECT_EQ(Progress(0).Line(), "0 of 0, 100 %");
}

TEST(Progress, DurationsAreRounded) {
  EXPECT_EQ(Roughly(milliseconds(1)), "1 s");
  EXPECT_EQ(Roughly(seconds(59)), "59 s");
  EXPECT_EQ(Roughly(seconds(61)), "2 min");
  EXPECT_EQ(Roughly(hours(2) + minutes(10)), "2 h 10 min");
}

}  // namespace
}  // namespace checker

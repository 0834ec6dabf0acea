#include "checker/base/status.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace checker {
namespace {

StatusOr<int> Half(int number) {
  if (number % 2 != 0) return Error("cannot halve it: it is odd");
  return number / 2;
}

TEST(Status, IsDoneUnlessItSaysWhyNot) {
  EXPECT_TRUE(OkStatus().ok());
  EXPECT_EQ(OkStatus().message(), "");
  EXPECT_FALSE(Error("the disk is full").ok());
  EXPECT_EQ(Error("the disk is full").message(), "the disk is full");
}

TEST(Status, AFailureWithoutWordsIsAFailure) { EXPECT_FALSE(Error("").ok()); }

TEST(StatusOr, HoldsTheValueOrTheReason) {
  EXPECT_EQ(Half(4).value(), 2);
  EXPECT_TRUE(Half(4).status().ok());
  EXPECT_FALSE(Half(3).ok());
  EXPECT_EQ(Half(3).status().message(), "cannot halve it: it is odd");
}

TEST(StatusOr, AnotherValueStandsInForAFailure) {
  EXPECT_EQ(Half(4).value_or(7), 2);
  EXPECT_EQ(Half(3).value_or(7), 7);
}

TEST(StatusOr, AskedForAValueThatIsNotThereItThrowsTheReason) {
  try {
    (void)Half(3).value();
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "cannot halve it: it is odd");
  }
}

}  // namespace
}  // namespace checker

// A test case and what it is worth.
//
// Thread safety: it declares nothing of its own.
#ifndef CHECKER_TESTING_GRADED_TEST_H_
#define CHECKER_TESTING_GRADED_TEST_H_

#include <gtest/gtest.h>

// TEST(suite, name) for so many points. The exercise's specification reads name and points from the
// source (checker/compile/graded_tests.h), hence points are a plain number.
#define GRADED_TEST(suite, name, points)                                      \
  static_assert((points) >= 1, "the points of a test are a positive number"); \
  TEST(suite, name)

#endif  // CHECKER_TESTING_GRADED_TEST_H_

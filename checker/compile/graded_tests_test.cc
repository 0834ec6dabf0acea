#include "checker/compile/graded_tests.h"

#include <gtest/gtest.h>

namespace checker {
namespace {

using Points = std::map<std::string, int>;

Points Read(std::string_view source) {
  const auto points = GradedTestsIn(source, "a_test.cc");
  EXPECT_TRUE(points.ok()) << points.status().message();
  return points.ok() ? points.value() : Points();
}

std::string Problem(std::string_view source) {
  const auto points = GradedTestsIn(source, "a_test.cc");
  return points.ok() ? "" : points.status().message();
}

TEST(GradedTests, HaveTheirPointsBesideThem) {
  EXPECT_EQ(Read("GRADED_TEST(A, B, 1) {}\nGRADED_TEST(A, C, 12) {}"),
            (Points{{"A.B", 1}, {"A.C", 12}}));
}

TEST(GradedTests, MayBeBrokenOverLines) {
  EXPECT_EQ(Read("GRADED_TEST(\n    A,\n    // why three\n    B, /* because */ 3) {}"),
            (Points{{"A.B", 3}}));
  EXPECT_EQ(Read("GRADED_\\\nTEST(A,\\\n B, 2) {}"), (Points{{"A.B", 2}}));
}

TEST(GradedTests, AreNotFoundInCommentsAndStrings) {
  EXPECT_EQ(Read("// GRADED_TEST(X, Y, 1) and TEST(X, Y)\n/* GRADED_TEST(X, Y, 1)\n*/\n"
                 "const char* text = \"GRADED_TEST(X, Y, 1)\";\n"
                 "const char* raw = R\"(GRADED_TEST(X, Y, 1) TEST(X, Y) \")\";\n"
                 "GRADED_TEST(A, B, 1) { EXPECT_EQ(1, 1) << \"TEST(X, Y)\"; }"),
            (Points{{"A.B", 1}}));
}

TEST(GradedTests, OneMustBeThere) {
  EXPECT_EQ(Problem(""), "a_test.cc: there is no GRADED_TEST in it");
  EXPECT_EQ(Problem("// GRADED_TEST(A, B, 1)"), "a_test.cc: there is no GRADED_TEST in it");
}

TEST(GradedTests, OneIsThereOnce) {
  EXPECT_EQ(Problem("GRADED_TEST(A, B, 1) {}\nGRADED_TEST(A, B, 2) {}"),
            "a_test.cc:2: A.B is there twice");
}

TEST(GradedTests, PointsArePositiveWholeNumbers) {
  for (const char* points : {"0", "-1", "1.5", "0x1", "01", "kTwo", "1 + 1", "10000", "\"1\""}) {
    EXPECT_EQ(Problem(std::string("\nGRADED_TEST(A, B, ") + points + ") {}"),
              "a_test.cc:2: the points of A.B are not a positive whole number")
        << points;
  }
}

TEST(GradedTests, HaveOneForm) {
  for (const char* test : {"GRADED_TEST(A, B) {}", "GRADED_TEST {}", "GRADED_TEST(A, , 1) {}"}) {
    EXPECT_EQ(Problem(test), "a_test.cc:1: the form is GRADED_TEST(Suite, Name, points)") << test;
  }
  EXPECT_EQ(Problem("GRADED_TEST(A, B, 1"),
            "a_test.cc:1: the points of A.B are not a positive whole number");
  EXPECT_NE(Problem("#define CASE(name) GRADED_TEST(A, name, 1)"), "");
}

TEST(GradedTests, APlainTestHasNoPlaceBesideThem) {
  EXPECT_EQ(Problem("GRADED_TEST(A, B, 1) {}\n\nTEST(A, C) {}"),
            "a_test.cc:3: TEST has no points; GRADED_TEST has");
  EXPECT_EQ(Problem("TEST_F (A, C) {}"), "a_test.cc:1: TEST_F has no points; GRADED_TEST has");
}

}  // namespace
}  // namespace checker

#include "checker/report/thread_columns.h"

#include <gtest/gtest.h>

namespace checker {
namespace {

TEST(ThreadColumns, AreAsWideAsTheirLongestCells) {
  const ThreadColumns columns({{0, 3}, {2, 12}});
  EXPECT_EQ(columns.Head(), "the test | thread 2");
  EXPECT_EQ(columns.Row(0, "abc"), "abc      |");
  EXPECT_EQ(columns.Row(2, "abcdefghijkl"), "         | abcdefghijkl");
  EXPECT_EQ(columns.Width(), 8u + 3u + 12u);
}

TEST(ThreadColumns, TheWidestGivesWay) {
  ThreadColumns columns({{1, 40}, {2, 20}});
  columns.LimitSum(43, 10);
  EXPECT_EQ(columns.Width(1), 20u);
  EXPECT_EQ(columns.Width(2), 20u);
  columns.LimitSum(5, 15);
  EXPECT_EQ(columns.Width(1), 15u);
}

TEST(ThreadColumns, NoneIsWiderThanItsShare) {
  ThreadColumns columns({{1, 40}, {2, 20}});
  columns.LimitEach(30);
  EXPECT_EQ(columns.Width(1), 30u);
  EXPECT_EQ(columns.Width(2), 20u);
}

TEST(ThreadColumns, PaintTheCellAndNotWhatSeparatesIt) {
  const ThreadColumns columns({{1, 8}, {2, 8}});
  const auto stars = [](const std::string& text) { return "*" + text + "*"; };
  EXPECT_EQ(columns.Row(1, "abc", stars), "*abc     * |");
}

TEST(Cut, KeepsWhatFitsAndNeverHalfACharacter) {
  EXPECT_EQ(Cut("abcdef", 6), "abcdef");
  EXPECT_EQ(Cut("abcdefg", 6), "abc...");
  EXPECT_EQ(Cut("\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4", 6), "\u00e4\u00e4\u00e4...");
}

TEST(SourceCell, LeavesTheLibrarysNamespaceOut) {
  EXPECT_EQ(SourceCell(7, "std::lock_guard a(std::move(b));"), "7: lock_guard a(move(b));");
}

}  // namespace
}  // namespace checker

#include "checker/report/plain_text.h"

#include <gtest/gtest.h>

namespace checker {
namespace {

using Lines = std::vector<std::string>;

TEST(PlainText, IsPaddedByTheColumnsThatATerminalShows) {
  EXPECT_EQ(PadRight("\xC3\xAB", 3), "\xC3\xAB  ");
  EXPECT_EQ(PadRight("\xE9\x94\x81", 3), "\xE9\x94\x81 ");         // Chinese, two columns
  EXPECT_EQ(PadRight("e\xCC\x88", 3), "e\xCC\x88  ");              // a combining mark, none
  EXPECT_EQ(PadLeft("\xF0\x9F\x94\x92", 3), " \xF0\x9F\x94\x92");  // an emoji, two
  EXPECT_EQ(PadRight("\xff", 3), "\xff  ");                        // no UTF-8, one
  EXPECT_EQ(PadLeft("abc", 2), "abc");
}

TEST(PlainText, BothEndsOfALineAreSpread) {
  EXPECT_EQ(Spread("left", "right", 12), "left   right");
  EXPECT_EQ(Spread("left", "right", 3), "left  right");
}

TEST(PlainText, WrapBreaksAtBlanks) {
  EXPECT_EQ(Wrap("one two three", 7), (Lines{"one two", "three"}));
  EXPECT_EQ(Wrap("unbreakable", 3), (Lines{"unbreakable"}));
  EXPECT_EQ(Wrap("a\n\nb", 9), (Lines{"a", "", "b"}));
  EXPECT_EQ(Wrap("", 9), (Lines{""}));
}

TEST(PlainText, WhatFitsKeepsItsBlanks) { EXPECT_EQ(Wrap("a    b", 9), (Lines{"a    b"})); }

TEST(PlainText, NumbersAreReadable) {
  EXPECT_EQ(Grouped(0), "0");
  EXPECT_EQ(Grouped(999), "999");
  EXPECT_EQ(Grouped(1234567), "1,234,567");
  EXPECT_EQ(Grouped(-1000), "-1,000");
  EXPECT_EQ(Counted(1, "schedule"), "1 schedule");
  EXPECT_EQ(Counted(1000, "schedule"), "1,000 schedules");
}

}  // namespace
}  // namespace checker

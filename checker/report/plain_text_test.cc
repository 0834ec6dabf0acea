#include "checker/report/plain_text.h"

#include <gtest/gtest.h>

namespace checker {
namespace {

using Lines = std::vector<std::string>;

TEST(PlainText, EveryBadByteIsReplaced) {
  EXPECT_EQ(ValidUtf8("Zo\xC3\xAB"), "Zo\xC3\xAB");
  EXPECT_EQ(ValidUtf8("\xff"), "\xEF\xBF\xBD");
  EXPECT_EQ(ValidUtf8("\xC3"), "\xEF\xBF\xBD");
  EXPECT_EQ(ValidUtf8("\xC0\xAF"), "\xEF\xBF\xBD\xEF\xBF\xBD");           // overlong
  EXPECT_EQ(ValidUtf8("\xED\xA0\x80").substr(0, 3), "\xEF\xBF\xBD");      // a surrogate
  EXPECT_EQ(ValidUtf8("\xF4\x90\x80\x80").substr(0, 3), "\xEF\xBF\xBD");  // beyond Unicode
  EXPECT_EQ(ValidUtf8("\xF0\x9F\x94\x92"), "\xF0\x9F\x94\x92");           // a padlock
}

TEST(PlainText, ControlCharactersCannotAct) {
  EXPECT_EQ(Printable("\x1b[31mred"), "\\x1b[31mred");
  EXPECT_EQ(Printable("a\nb\tc"), "a\\nb c");
  EXPECT_EQ(Printable("a\nb", true), "a\nb");
  EXPECT_EQ(Printable("\xC2\x9B"
                      "31m"),
            "\\x9b31m");  // a C1 control
  EXPECT_EQ(Printable("\xE2\x80\xAE"
                      "cba"),
            "\\u202e"
            "cba");  // right to left
  EXPECT_EQ(Printable(std::string("\0", 1)), "\\x00");
}

TEST(PlainText, ColumnsCountCharacters) {
  EXPECT_EQ(Columns("Zo\xC3\xAB"), 3u);
  EXPECT_EQ(PadRight("\xC3\xAB", 3), "\xC3\xAB  ");
  EXPECT_EQ(PadLeft("abc", 2), "abc");
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

#include "checker/base/utf8.h"

#include <gtest/gtest.h>

namespace checker {
namespace {

constexpr char kZoe[] = "Zo\xC3\xAB";
constexpr char kCombiningZoe[] = "Zoe\xCC\x88";          // e, then U+0308
constexpr char kChinese[] = "\xE9\x94\x81\xE5\xAD\x90";  // two characters
constexpr char kPadlock[] = "\xF0\x9F\x94\x92";
constexpr char kReplaced[] = "\xEF\xBF\xBD";

TEST(Utf8, EveryBadByteIsReplaced) {
  EXPECT_EQ(ValidUtf8(kZoe), kZoe);
  EXPECT_EQ(ValidUtf8(kPadlock), kPadlock);
  EXPECT_EQ(ValidUtf8("\xff"), kReplaced);
  EXPECT_EQ(ValidUtf8("\xC3"), kReplaced);
  EXPECT_EQ(ValidUtf8("\xC0\xAF"), std::string(kReplaced) + kReplaced);  // overlong
  for (const char* bad : {"\xED\xA0\x80", "\xF4\x90\x80\x80"}) {  // a surrogate; beyond Unicode
    std::string replaced;
    for (std::size_t i = 0; i < std::string_view(bad).size(); ++i) replaced += kReplaced;
    EXPECT_EQ(ValidUtf8(bad), replaced);
  }
}

TEST(Utf8, FollowsTheStandard) {
  for (const char* good : {"", "a", "\xC3\xA4", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", kReplaced}) {
    EXPECT_TRUE(IsUtf8(good)) << good;
  }
  // overlong, surrogate, too far, cut off, stray
  for (const char* bad : {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                          "\xE2\x82", "\x80", "\xFF", "a\xC3"}) {
    EXPECT_FALSE(IsUtf8(bad));
  }
}

TEST(Utf8, ACharacterHasALengthInBytes) {
  EXPECT_EQ(Utf8Length("abc"), 1u);
  EXPECT_EQ(Utf8Length(std::string_view("\0", 1)), 1u);
  EXPECT_EQ(Utf8Length(kChinese), 3u);
  EXPECT_EQ(Utf8Length(kPadlock), 4u);
  EXPECT_EQ(Utf8Length(""), 0u);
  EXPECT_EQ(Utf8Length("\xE9\x94"), 0u);
}

TEST(Utf8, ControlCharactersCannotAct) {
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

TEST(Utf8, WhatIsNoControlStaysAsItIs) {
  for (const char* text : {kZoe, kCombiningZoe, kChinese, kPadlock}) {
    EXPECT_EQ(Printable(text), text);
  }
}

TEST(Utf8, ColumnsAreThoseOfATerminal) {
  EXPECT_EQ(Columns("abc"), 3u);
  EXPECT_EQ(Columns(kZoe), 3u);
  EXPECT_EQ(Columns(kCombiningZoe), 3u);
  EXPECT_EQ(Columns(kChinese), 4u);
  EXPECT_EQ(Columns(kPadlock), 2u);
  EXPECT_EQ(Columns("a\xff"), 2u);  // shown as U+FFFD
}

TEST(Utf8, TheFirstColumnsNeverSplitACharacter) {
  EXPECT_EQ(FirstColumns("abc", 2), "ab");
  EXPECT_EQ(FirstColumns("abc", 9), "abc");
  EXPECT_EQ(FirstColumns(kChinese, 3), std::string_view(kChinese).substr(0, 3));
  EXPECT_EQ(FirstColumns(kCombiningZoe, 3), kCombiningZoe);  // the mark belongs to its letter
  EXPECT_EQ(FirstColumns(kPadlock, 1), "");
}

}  // namespace
}  // namespace checker

#include "checker/findings/source_text.h"

#include <gtest/gtest.h>

namespace checker {
namespace {

// The column is that of the first `^` in the picture below the line.
std::string NameAtMark(const std::string& line, const std::string& picture) {
  return NameAt(line, static_cast<int>(picture.find('^')) + 1);
}

TEST(NameAt, FindsWhatAnOperatorWorksOn) {
  EXPECT_EQ(NameAtMark("  ++count_;", "  ^"), "count_");
  EXPECT_EQ(NameAtMark("  count_++;", "        ^"), "count_");
  EXPECT_EQ(NameAtMark("  owner_ = std::this_thread::get_id();", "         ^"), "owner_");
  EXPECT_EQ(NameAtMark("  source.balance -= amount;", "                 ^"), "source.balance");
  EXPECT_EQ(NameAtMark("  this->count_ += 2;", "               ^"), "count_");
  EXPECT_EQ(NameAtMark("  slots_[i] = value;", "            ^"), "slots_[i]");
  EXPECT_EQ(NameAtMark("  *next = 1;", "        ^"), "next");
}

TEST(NameAt, FindsWhatIsRead) {
  EXPECT_EQ(NameAtMark("  return count_;", "         ^"), "count_");
  EXPECT_EQ(NameAtMark("  if (owner_ == me) return;", "      ^"), "owner_");
  EXPECT_EQ(NameAtMark("  return a.balance;", "           ^"), "a.balance");
  EXPECT_EQ(NameAtMark("  return node->next;", "               ^"), "node->next");
}

TEST(NameAt, FindsTheObjectOfACall) {
  EXPECT_EQ(NameAtMark("  items_.push_back(x);", "         ^"), "items_");
  EXPECT_EQ(NameAtMark("  queue_->pop();", "          ^"), "queue_");
  EXPECT_EQ(NameAtMark("  std::lock_guard lock(mutex_);", "                  ^"), "mutex_");
  EXPECT_EQ(NameAtMark("  std::scoped_lock both(a.mutex, b.mutex);", "                   ^"),
            "a.mutex");
}

TEST(NameAt, SaysNothingWhereItCannotTell) {
  EXPECT_EQ(NameAt("", 1), "");
  EXPECT_EQ(NameAt("  }", 3), "");
  EXPECT_EQ(NameAt("x", 0), "");
  EXPECT_EQ(NameAt("x", 99), "");
  EXPECT_EQ(NameAtMark("  Work(7);", "  ^"), "");
  EXPECT_EQ(NameAtMark("  [[[ ->. :: ]]]", "        ^"), "");
}

TEST(LockAt, FindsTheLockThatIsStored) {
  EXPECT_EQ(LockAt("  locks.emplace_back(account.mutex);", 9), "account.mutex");
  EXPECT_EQ(LockAt("  mutex_.lock();", 10), "mutex_");
}

TEST(SourceText, QuotesLinesRoundAPlace) {
  const SourceText text("one\ntwo\r\nthree\nfour\nfive");
  EXPECT_EQ(text.Line(2), "two");
  EXPECT_EQ(text.Line(0), "");
  EXPECT_EQ(text.Line(6), "");
  EXPECT_EQ(text.Excerpt(4),
            (std::vector<SourceLine>{{2, "two"}, {3, "three"}, {4, "four"}, {5, "five"}}));
  EXPECT_EQ(text.Excerpt(1), (std::vector<SourceLine>{{1, "one"}, {2, "two"}}));
  EXPECT_TRUE(text.Excerpt(99).empty());
}

}  // namespace
}  // namespace checker

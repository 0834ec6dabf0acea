#include "checker/judge/records.h"

#include <gtest/gtest.h>

namespace checker {
namespace {

constexpr char kNonce[] = "0123456789abcdef0123456789abcdef";

std::string Line(const std::string& rest) {
  return std::string("{\"nonce\":\"") + kNonce + "\"," + rest + "}\n";
}

TEST(Records, OfAFailureAreRead) {
  const Records records = ParseRecords(
      Line(
          R"("record":"failure","kind":"lost wake-up","strategy":"pct","schedule":17,"token":"p1",)"
          R"("message":"m","file":"","line":0,"threads":[{"id":1,"name":"thread 1",)"
          R"("operation":"wait","object":"condition #2","object_id":2,"held_by":-1,)"
          R"("waits_for":-1,"stack":["0x12","0x34"]}],"cycle":[],)"
          R"("early_notify":{"thread":2,"step":9,"stack":["0x56"]})"),
      kNonce);
  ASSERT_TRUE(records.failure);
  EXPECT_EQ(records.failure->kind, protocol::FindingKind::kLostWakeUp);
  EXPECT_EQ(records.failure->schedule, 17);
  ASSERT_EQ(records.failure->threads.size(), 1u);
  EXPECT_EQ(records.failure->threads[0].stack, (Stack{0x12, 0x34}));
  ASSERT_TRUE(records.failure->early_notify);
  EXPECT_EQ(records.failure->early_notify->stack, Stack{0x56});
}

TEST(Records, OfListTraceAndEndAreRead) {
  const Records records = ParseRecords(
      Line(R"("record":"case","name":"A.B","file":"t.cc","line":12)") +
          Line(R"("record":"step","n":1,"thread":2,"operation":"lock","object":"mutex #1",)"
               R"("object_id":1,"time_ns":5,"blocked":true,"stack":["0x7"])") +
          Line(R"("record":"end","schedules":{"PCT":100,"POS":50},"distinct":240,)"
               R"("exhausted_delays":2,"max_threads":4,"steps":12345,"assertions":1234)"),
      kNonce);
  EXPECT_EQ(records.cases, std::vector<std::string>{"A.B"});
  ASSERT_TRUE(records.end);
  EXPECT_EQ(records.end->schedules.at("POS"), 50);
  EXPECT_EQ(records.end->exhausted_delays, 2);
  ASSERT_EQ(records.trace.size(), 1u);
  EXPECT_TRUE(records.trace[0].blocked);
  EXPECT_EQ(records.trace[0].stack, Stack{7});
  EXPECT_EQ(records.foreign_lines, 0);
}

TEST(Records, WithoutTheNonceDoNotCount) {
  const std::string forged =
      "{\"nonce\":\"ffffffffffffffffffffffffffffffff\",\"record\":\"end\"}\n"
      "{\"record\":\"end\"}\n"
      "{\"record\":\"end\",\"nonce\":\"" +
      std::string(kNonce) +
      "\"}\n"
      "[  PASSED  ] 12 tests.\n\n";
  const Records records = ParseRecords(forged, kNonce);
  EXPECT_FALSE(records.end);
  EXPECT_EQ(records.foreign_lines, 5);
}

TEST(Records, OnlyTheFirstFailureIsKept) {
  const Records records = ParseRecords(Line(R"("record":"failure","kind":"deadlock")") +
                                           Line(R"("record":"failure","kind":"crash")"),
                                       kNonce);
  EXPECT_EQ(records.failure->kind, protocol::FindingKind::kDeadlock);
}

TEST(Records, ThatBreakOffOrMakeNoSenseAreSkipped) {
  const std::string whole = Line(R"("record":"failure","kind":"deadlock","threads":[{"id":1}])");
  for (std::size_t size = 0; size + 2 < whole.size(); ++size) {
    EXPECT_FALSE(ParseRecords(whole.substr(0, size), kNonce).failure) << size;
  }
  EXPECT_FALSE(ParseRecords(Line(R"("record":"failure","kind":7)"), kNonce).failure);
  EXPECT_FALSE(ParseRecords(Line(R"("record":7)"), kNonce).failure);
  EXPECT_FALSE(ParseRecords(Line(R"("record":"end","schedules":[1])"), kNonce).end);
}

}  // namespace
}  // namespace checker

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string_view>

#include "checker/report/formats/export_format.h"
#include "checker/report/replay_text.h"
#include "checker/report/sample_replay.h"

namespace checker {
namespace {

using Json = nlohmann::json;

bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

constexpr char kTwoColumns[] =
    R"(04_locks/bank, Bank.OppositeTransfersDoNotDeadlock, schedule 4.x7

time      | thread 1                              | thread 2
-----------------------------------------------------------------------------------------
0 s       | 41: lock_guard first(locks_[from]);   |
          |     lock `locks_` (mutex #1)          |
          |                                       | 41: lock_guard first(locks_[from]);
          |                                       |     lock `locks_` (mutex #2)
>>> From here on it cannot be prevented.
          | 42: lock_guard second(locks_[to]);    |
          |     lock `locks_` (mutex #2)  [waits] |
          |                                       | 42: lock_guard second(locks_[to]);
          |                                       |     lock `locks_` (mutex #1)  [waits]
)";

std::string Written(const char* format, const ReplayedSchedule& replay = SampleReplay()) {
  return ReplayFormatNamed(format).write(replay);
}

TEST(Replay, TheTextHasAColumnForEachThread) {
  ReplayedSchedule replay = SampleReplay();
  AnnotatedTrace& trace = replay.trace;
  trace.steps.erase(trace.steps.begin(), trace.steps.begin() + 2);
  trace.point_of_no_return->step = 1;
  EXPECT_EQ(ReplayToText(replay, 200), kTwoColumns);
}

TEST(Replay, NarrowScreensCutCells) {
  EXPECT_TRUE(Contains(ReplayToText(SampleReplay(), 80), "41: lock_guard firs..."));
}

TEST(Replay, AFourthThreadStillHasRoomToRead) {
  ReplayedSchedule replay = SampleReplay();
  for (int thread = 3; thread < 9; ++thread) {
    replay.trace.steps.push_back(replay.trace.steps[2]);
    replay.trace.steps.back().thread = thread;
  }
  EXPECT_TRUE(Contains(ReplayToText(replay, 40), "| thread 8"));
}

TEST(Replay, ANoteIsToldInItsThreadsColumn) {
  ReplayedSchedule replay = SampleReplay();
  AnnotatedStep& note = replay.trace.steps[2];
  note.operation = protocol::Operation::kNote;
  note.object = "LOAD \x1b g0";
  note.name.clear();
  EXPECT_TRUE(Contains(ReplayToText(replay, 200), "|     runs LOAD "));
  EXPECT_TRUE(Contains(Written("html", replay), "runs LOAD "));
  EXPECT_FALSE(Contains(ReplayToText(replay, 200), "\x1b g0")) << "it is a stranger's text";
}

TEST(Replay, TheJsonHasEveryStep) {
  const Json json = Json::parse(Written("json"));
  EXPECT_EQ(json["steps"].size(), 6u);
  EXPECT_EQ(json["threads"][1]["name"], "thread 1");
  EXPECT_EQ(json["moment"]["step"], 3);
  EXPECT_EQ(json["steps"][4]["blocked"], true);
  EXPECT_EQ(json["steps"][4]["object"], "`locks_` (mutex #2)");
  EXPECT_EQ(json["kind"], "deadlock");
}

TEST(Replay, TheChromeTraceHasATrackForEachThread) {
  const Json json = Json::parse(Written("trace"));
  EXPECT_EQ(json["traceEvents"].size(), 3u + 6u + 1u);
  EXPECT_EQ(json["traceEvents"][0]["ph"], "M");
  EXPECT_EQ(json["traceEvents"][7]["name"], "waits: lock `locks_` (mutex #2)");
  EXPECT_EQ(json["traceEvents"][9]["ph"], "i");
}

TEST(Replay, HostileTextIsShownAndNothingElse) {
  ReplayedSchedule replay = SampleReplay();
  replay.trace.steps[2].source = "<script>alert(1)</script>\x1b[2J\xff";
  replay.case_name = "<b>";
  EXPECT_FALSE(Contains(ReplayToText(replay, 150), "\x1b"));
  EXPECT_FALSE(Contains(Written("html", replay), "<script"));
  EXPECT_FALSE(Contains(Written("html", replay), "<b>"));
  for (const char* format : {"json", "trace"}) {
    EXPECT_FALSE(Json::parse(Written(format, replay)).empty());
  }
}

TEST(Replay, ThePageStandsAlone) {
  const std::string page = Written("html");
  EXPECT_TRUE(page.starts_with("<!doctype html>"));
  EXPECT_FALSE(Contains(page, "http"));
  EXPECT_TRUE(Contains(page, "class=\"moment\""));
}

TEST(Replay, AnEmptyOneHasAHead) {
  const ReplayedSchedule empty;
  EXPECT_TRUE(Contains(ReplayToText(empty, 80), "time"));
  EXPECT_TRUE(Json::parse(Written("json", empty))["moment"].is_null());
  EXPECT_TRUE(Contains(Written("html", empty), "</table>"));
}

TEST(ReplayFormats, AreSortedByNameAndNoneIsThereTwice) {
  const auto& formats = ReplayFormats();
  for (std::size_t i = 1; i < formats.size(); ++i) {
    EXPECT_LT(std::string_view(formats[i - 1].name), formats[i].name);
  }
  EXPECT_THROW(ReplayFormatNamed("papyrus"), std::logic_error);
}

}  // namespace
}  // namespace checker

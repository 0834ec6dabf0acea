#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string_view>

#include "checker/report/sample_story.h"
#include "checker/report/story_html.h"
#include "checker/report/story_json.h"
#include "checker/report/story_text.h"

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

TEST(Story, TheTextHasAColumnForEachThread) {
  Story story = SampleStory();
  story.steps.erase(story.steps.begin(), story.steps.begin() + 2);
  story.moment->step = 1;
  EXPECT_EQ(StoryToText(story, 200), kTwoColumns);
}

TEST(Story, NarrowScreensCutCells) {
  const std::string all = StoryToText(SampleStory(), 80);
  EXPECT_TRUE(Contains(all, "41: lock_guard firs..."));
}

TEST(Story, AFourthThreadStillHasRoomToRead) {
  Story story = SampleStory();
  for (int thread = 3; thread < 9; ++thread) {
    story.steps.push_back(story.steps[2]);
    story.steps.back().thread = thread;
  }
  EXPECT_TRUE(Contains(StoryToText(story, 40), "| thread 8"));
}

TEST(Story, WhatRepeatsIsToldOnce) {
  Story story = SampleStory();
  story.steps.insert(story.steps.begin() + 4, 500, story.steps[3]);
  EXPECT_EQ(Condensed(story).steps.size(), SampleStory().steps.size());
  EXPECT_EQ(Condensed(story).moment->step, 3u);
}

TEST(Story, VirtualTimeIsReadable) {
  EXPECT_EQ(VirtualTime(0), "0 s");
  EXPECT_EQ(VirtualTime(999), "999 ns");
  EXPECT_EQ(VirtualTime(1500), "1.5 us");
  EXPECT_EQ(VirtualTime(64'000'000), "64 ms");
  EXPECT_EQ(VirtualTime(3'600'000'000'000), "3600 s");
  EXPECT_EQ(VirtualTime(1'500'000'000), "1.500 s");
}

TEST(Story, StepsOfTheMachineryAreLeftOut) {
  Story story = SampleStory();
  StoryStep unknown;
  unknown.operation = protocol::Operation::kLoad;
  unknown.object = "atomic #1";
  story.steps.insert(story.steps.begin() + 2, unknown);
  story.steps[0].function.clear();
  EXPECT_EQ(Condensed(story).steps.size(), SampleStory().steps.size());
}

TEST(Story, TheJsonHasEveryStep) {
  const Json json = Json::parse(StoryToJson(SampleStory()));
  EXPECT_EQ(json["steps"].size(), 6u);
  EXPECT_EQ(json["threads"][1]["name"], "thread 1");
  EXPECT_EQ(json["moment"]["step"], 3);
  EXPECT_EQ(json["steps"][4]["blocked"], true);
}

TEST(Story, TheChromeTraceHasATrackForEachThread) {
  const Json json = Json::parse(StoryToChromeTrace(SampleStory()));
  EXPECT_EQ(json["traceEvents"].size(), 3u + 6u + 1u);
  EXPECT_EQ(json["traceEvents"][0]["ph"], "M");
  EXPECT_EQ(json["traceEvents"][7]["name"], "waits: lock `locks_` (mutex #2)");
  EXPECT_EQ(json["traceEvents"][9]["ph"], "i");
}

TEST(Story, HostileTextIsShownAndNothingElse) {
  Story story = SampleStory();
  story.steps[2].source = "<script>alert(1)</script>\x1b[2J\xff";
  story.case_name = "<b>";
  EXPECT_FALSE(Contains(StoryToText(story, 150), "\x1b"));
  EXPECT_FALSE(Contains(StoryToHtml(story), "<script"));
  EXPECT_FALSE(Contains(StoryToHtml(story), "<b>"));
  EXPECT_FALSE(Json::parse(StoryToJson(story)).empty());
}

TEST(Story, ThePageStandsAlone) {
  const std::string page = StoryToHtml(SampleStory());
  EXPECT_TRUE(page.starts_with("<!doctype html>"));
  EXPECT_FALSE(Contains(page, "http"));
  EXPECT_TRUE(Contains(page, "class=\"moment\""));
}

TEST(Story, AnEmptyOneHasAHead) {
  EXPECT_TRUE(Contains(StoryToText(Story(), 80), "time"));
  EXPECT_TRUE(Json::parse(StoryToJson(Story()))["moment"].is_null());
  EXPECT_TRUE(Contains(StoryToHtml(Story()), "</table>"));
}

}  // namespace
}  // namespace checker

#include "checker/class/class_summary.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "checker/class/sample_class.h"

namespace checker {
namespace {

TEST(ClassSummary, TheTextShowsTheClassAtAGlance) {
  const std::string text = SummaryText(SampleClass());
  EXPECT_NE(text.find("4 students, 2 exercises, 30 points"), std::string::npos);
  EXPECT_NE(text.find("     1  data race in 04_locks/rlock\n"), std::string::npos);
  EXPECT_NE(text.find("  Cem: a note\n"), std::string::npos);
  EXPECT_NE(text.find("  Cem, 04_locks/rlock: could not be graded: no disk\n"), std::string::npos);
}

TEST(ClassSummary, TheJsonHasEveryStudent) {
  const auto json = nlohmann::json::parse(SummaryJson(SampleClass()));
  EXPECT_EQ(json["students"].size(), 4u);
  EXPECT_EQ(json["students"][1]["points"], 8);
  EXPECT_TRUE(json["students"][2]["points"].is_null());
  EXPECT_EQ(json["students"][3]["exercises"][0]["verdict"], "not submitted");
  EXPECT_EQ(json["exercises"][0]["passed"], 1);
  EXPECT_EQ(json["findings"][0]["kind"], "data race");
}

TEST(ClassSummary, HostileNamesAreShownAndNothingElse) {
  ClassResult result = SampleClass();
  result.students[2].name = "\x1b[2J\xff\n";
  EXPECT_EQ(SummaryText(result).find('\x1b'), std::string::npos);
  EXPECT_EQ(nlohmann::json::parse(SummaryJson(result))["students"][2]["student"],
            "\x1b[2J\xEF\xBF\xBD\n");
}

TEST(ClassSummary, AnEmptyClassHasOneToo) {
  EXPECT_NE(SummaryText(ClassResult()).find("0 students"), std::string::npos);
  EXPECT_TRUE(nlohmann::json::parse(SummaryJson(ClassResult()))["students"].empty());
}

}  // namespace
}  // namespace checker

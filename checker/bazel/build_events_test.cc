#include "checker/bazel/build_events.h"

#include <gtest/gtest.h>

#include "checker/base/scratch_folder.h"

namespace checker {
namespace {

using Paths = std::vector<std::string>;

constexpr char kSet[] = R"({"id":{"namedSet":{"id":"0"}},"namedSetOfFiles":{"files":[)"
                        R"({"name":"r","uri":"file:///out/my%20dir/rlock.report.json"}]}})";
constexpr char kOuterSet[] =
    R"({"id":{"namedSet":{"id":"1"}},"namedSetOfFiles":{"fileSets":[{"id":"0"},{"id":"1"}]}})";
constexpr char kDone[] =
    R"({"id":{"targetCompleted":{"label":"@s//a:rlock"}},"completed":{"success":true,)"
    R"("outputGroup":[{"name":"default","fileSets":[{"id":"1"}]}]}})";
constexpr char kFailed[] =
    R"({"id":{"targetCompleted":{"label":"@s//a:bank"}},"children":[{"actionCompleted":{)"
    R"("label":"//checker:judge"}}],"completed":{"failureDetail":{"message":"outer"}}})";

TEST(BuildEvents, ABuiltTargetHasFiles) {
  BuildEvents events;
  events.Add(kSet);
  events.Add(kOuterSet);  // holds itself, too
  events.Add(kDone);
  const BuiltTarget target = events.Target("@s//a:rlock");
  EXPECT_TRUE(target.built);
  EXPECT_EQ(target.files, (Paths{"/out/my dir/rlock.report.json"}));
  EXPECT_EQ(events.completed(), 1u);
}

TEST(BuildEvents, AFailureIsThatOfTheActionBehindIt) {
  ScratchFolder folder;
  folder.Write("stderr", "no namespaces here\n");
  BuildEvents events;
  events.Add(
      R"({"id":{"actionCompleted":{"label":"//checker:judge"}},"action":{"stderr":{"uri":"file://)" +
      (folder / "stderr") + R"("},"failureDetail":{"message":"judge failed"}}})");
  events.Add(kFailed);
  const BuiltTarget target = events.Target("@s//a:bank");
  EXPECT_FALSE(target.built);
  EXPECT_EQ(target.failure, "no namespaces here\n");
}

TEST(BuildEvents, AFailureWithoutAnActionHasBazelsWords) {
  BuildEvents events;
  events.Add(kFailed);
  EXPECT_EQ(events.Target("@s//a:bank").failure, "outer");
  events.Add(
      R"({"id":{"targetCompleted":{"label":"@s//a:x"}},"aborted":{"reason":"ANALYSIS_FAILURE"}})");
  EXPECT_EQ(events.Target("@s//a:x").failure, "ANALYSIS_FAILURE");
}

TEST(BuildEvents, ATargetThatNeverCameIsNotBuilt) {
  BuildEvents events;
  EXPECT_FALSE(events.Target("@s//a:rlock").built);
  events.Add(
      R"({"id":{"pattern":{}},"aborted":{"reason":"LOADING_FAILURE","description":"no such repo"}})");
  EXPECT_EQ(events.Target("@s//a:rlock").failure, "no such repo");
  EXPECT_EQ(events.trouble(), "no such repo");
}

TEST(BuildEvents, TestsThatWereNotBuiltHaveFailed) {
  BuildEvents events;
  for (const char* label : {"//a:a", "//a:b", "//a:c", "//a:d"}) {
    events.Add(std::string(R"({"id":{"targetConfigured":{"label":")") + label +
               R"("}},"configured":{"targetKind":"cc_test rule","testSize":"SMALL"}})");
  }
  events.Add(
      R"({"id":{"targetConfigured":{"label":"//a:lib"}},"configured":{"targetKind":"cc_library rule"}})");
  events.Add(
      R"({"id":{"testSummary":{"label":"//a:a"}},"testSummary":{"overallStatus":"PASSED"}})");
  events.Add(R"({"id":{"testSummary":{"label":"//a:b"}},"testSummary":{"overallStatus":"FLAKY"}})");
  events.Add(
      R"({"id":{"testSummary":{"label":"//a:c"}},"testSummary":{"overallStatus":"TIMEOUT"}})");
  EXPECT_EQ(events.Tests().passed, 2);
  EXPECT_EQ(events.Tests().failed, 2);
}

TEST(BuildEvents, WhatIsNoEventIsPassedOver) {
  BuildEvents events;
  for (const char* line : {"", "{", "[]", "7", "null", "{\"id\":7}", "\xff",
                           R"({"id":{"targetCompleted":7}})", R"({"id":{"namedSet":[]}})"}) {
    events.Add(line);
  }
  EXPECT_FALSE(events.finished());
  events.Add(R"({"id":{"buildFinished":{}},"finished":{}})");
  EXPECT_TRUE(events.finished());
}

TEST(EventFile, IsFollowedAsItGrows) {
  ScratchFolder folder;
  BuildEvents events;
  EventFile file(folder / "events");
  file.ReadInto(events);  // not there yet
  folder.Write("events", std::string(kSet) + "\n" + std::string(kDone).substr(0, 30));
  file.ReadInto(events);
  EXPECT_EQ(events.completed(), 0u);
  std::ofstream(folder / "events", std::ios::app) << std::string(kDone).substr(30) << "\n";
  file.ReadInto(events);
  EXPECT_TRUE(events.IsCompleted("@s//a:rlock"));
}

}  // namespace
}  // namespace checker

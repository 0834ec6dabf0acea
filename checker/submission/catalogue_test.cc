#include "checker/submission/catalogue.h"

#include <gtest/gtest.h>

namespace checker {
namespace {

constexpr char kList[] = R"({"exercises":[
  {"chapter":"04_locks","name":"rlock","title":"A reentrant lock","files":["rlock.h"],
   "points":{"RLock.B":3,"RLock.A":4},"hints":["one","two"]},
  {"chapter":"07_queues","name":"queue","files":["queue.h","node.h"],"points":{"Queue.A":5}}]})";

TEST(Catalogue, HoldsWhatTheListSays) {
  const auto catalogue = ParseCatalogue(kList);
  ASSERT_TRUE(catalogue.ok()) << catalogue.status().message();
  ASSERT_EQ(catalogue.value().exercises.size(), 2u);
  const ExerciseEntry& rlock = catalogue.value().exercises[0];
  EXPECT_EQ(rlock.Label(), "04_locks/rlock");
  EXPECT_EQ(rlock.title, "A reentrant lock");
  EXPECT_EQ(rlock.MaxPoints(), 7);
  EXPECT_EQ(rlock.hints.size(), 2u);
  EXPECT_EQ(catalogue.value().exercises[1].title, "queue");
}

TEST(Catalogue, KeepsTheOrderOfTheCases) {
  const auto catalogue = ParseCatalogue(kList);
  ASSERT_TRUE(catalogue.ok());
  EXPECT_EQ(catalogue.value().exercises[0].cases[0].name, "RLock.B");
}

TEST(Catalogue, FindsByChapterExerciseOrBoth) {
  const Catalogue catalogue = ParseCatalogue(kList).value();
  EXPECT_EQ(catalogue.Named("").size(), 2u);
  EXPECT_EQ(catalogue.Named("04_locks").size(), 1u);
  EXPECT_EQ(catalogue.Named("04_locks/rlock").size(), 1u);
  EXPECT_EQ(catalogue.Named("queue").size(), 1u);
  EXPECT_EQ(catalogue.Named("chapters/07_queues/").size(), 1u);
  EXPECT_TRUE(catalogue.Named("04_locks/queue").empty());
}

TEST(Catalogue, RefusesATruncatedList) {
  for (const std::string text : {"", "{", R"({"exercises":[{"name":1}]})", "[]"}) {
    EXPECT_FALSE(ParseCatalogue(text).ok()) << text;
  }
}

}  // namespace
}  // namespace checker

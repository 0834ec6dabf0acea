#include "checker/explore/engine/delta_debugging.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

namespace explore {
namespace {

// Deviations by the numbers of their decisions.
using Numbers = std::vector<std::uint64_t>;

Numbers NumbersOf(const RecordedSchedule& schedule) {
  Numbers numbers;
  for (int i = 0; i < schedule.count; ++i) numbers.push_back(schedule.deviations[i].decision);
  return numbers;
}

void Set(RecordedSchedule& schedule, const Numbers& numbers) {
  schedule.count = 0;
  for (const std::uint64_t number : numbers) {
    schedule.deviations[schedule.count++] = Deviation{.decision = number, .choice = 1};
  }
}

Numbers UpTo(std::uint64_t count) {
  Numbers numbers;
  for (std::uint64_t i = 0; i < count; ++i) numbers.push_back(i);
  return numbers;
}

bool HoldsAll(const Numbers& numbers, const Numbers& needed) {
  return std::includes(numbers.begin(), numbers.end(), needed.begin(), needed.end());
}

// Shrinks lists of numbers, and knows all that was tried.
struct Shrinking {
  std::function<bool(const Numbers&)> fails;
  std::function<Numbers(const Numbers&)> what_takes_place = [](const Numbers& asked) {
    return asked;
  };
  int most_attempts = 100'000;
  std::vector<Numbers> asked = {};
  std::set<Numbers> failed = {};

  Numbers Of(const Numbers& numbers) {
    static RecordedSchedule best;
    Set(best, numbers);
    failed.insert(numbers);
    RemoveWhatIsNotNeeded(best, most_attempts,
                          [this](RecordedSchedule& candidate) { return Try(candidate); });
    return NumbersOf(best);
  }

  bool Try(RecordedSchedule& candidate) {
    asked.push_back(NumbersOf(candidate));
    const Numbers ran = what_takes_place(asked.back());
    if (!fails(ran)) return false;
    failed.insert(ran);
    Set(candidate, ran);
    return true;
  }
};

// Fails for a third of all lists, without rhyme or reason.
bool FailsBySeed(const Numbers& numbers, std::uint64_t seed) {
  std::uint64_t hash = seed;
  for (const std::uint64_t number : numbers) {
    hash = (hash ^ number) * 0x9e3779b97f4a7c15u;
    hash ^= hash >> 29;
  }
  return hash % 3 == 0;
}

TEST(DeltaDebugging, KeepsWhatTheFailureNeedsAndNothingElse) {
  for (const Numbers& needed : {Numbers{}, Numbers{0}, Numbers{99}, Numbers{3, 50, 51, 97}}) {
    Shrinking shrinking{[&](const Numbers& numbers) { return HoldsAll(numbers, needed); }};
    EXPECT_EQ(shrinking.Of(UpTo(100)), needed);
  }
}

TEST(DeltaDebugging, TriesTheLastPartFirstAndHalvesThePartsWhenAllAreNeeded) {
  Shrinking shrinking{[](const Numbers&) { return false; }};
  EXPECT_EQ(shrinking.Of(UpTo(4)), UpTo(4));
  const std::vector<Numbers> expected = {{0, 1},    {2, 3},    {0, 1, 2},
                                         {0, 1, 3}, {0, 2, 3}, {1, 2, 3}};
  EXPECT_EQ(shrinking.asked, expected);
}

TEST(DeltaDebugging, GoesOnFromEachListThatFails) {
  Shrinking shrinking{[](const Numbers& numbers) { return HoldsAll(numbers, {2}); }};
  EXPECT_EQ(shrinking.Of(UpTo(4)), Numbers{2});
  const std::vector<Numbers> expected = {{0, 1}, {2, 3}, {2}, {}};
  EXPECT_EQ(shrinking.asked, expected);
}

TEST(DeltaDebugging, NoneOfThoseThatAreLeftCanBeSparedAlone) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Shrinking shrinking{[&](const Numbers& numbers) { return FailsBySeed(numbers, seed); }};
    const Numbers left = shrinking.Of(UpTo(40));
    for (std::size_t i = 0; i < left.size(); ++i) {
      Numbers without = left;
      without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
      EXPECT_FALSE(FailsBySeed(without, seed)) << "seed " << seed << ", without " << left[i];
    }
  }
}

TEST(DeltaDebugging, ReturnsOnlyWhatHasFailedWhereverItHasToStop) {
  for (int most = 0; most < 60; ++most) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      Shrinking shrinking{[&](const Numbers& numbers) { return FailsBySeed(numbers, seed); }};
      shrinking.most_attempts = most;
      EXPECT_TRUE(shrinking.failed.contains(shrinking.Of(UpTo(40)))) << most << ", seed " << seed;
    }
  }
}

TEST(DeltaDebugging, GivesUpAfterTheMostAttempts) {
  for (const int most : {0, 1, 7, 50}) {
    Shrinking shrinking{[](const Numbers& numbers) { return HoldsAll(numbers, UpTo(30)); }};
    shrinking.most_attempts = most;
    const Numbers left = shrinking.Of(UpTo(100));
    EXPECT_EQ(shrinking.asked.size(), static_cast<std::size_t>(most));
    EXPECT_TRUE(HoldsAll(left, UpTo(30)));
  }
}

TEST(DeltaDebugging, TakesWhatTookPlaceForWhatWasAsked) {
  Shrinking shrinking{[](const Numbers& numbers) { return HoldsAll(numbers, {1}); }};
  shrinking.what_takes_place = [](const Numbers& asked) {
    return HoldsAll(asked, {1}) ? Numbers{1, 70} : asked;
  };
  EXPECT_EQ(shrinking.Of(UpTo(10)), (Numbers{1, 70}));
}

TEST(DeltaDebugging, DoesNotTakeAFailureThatIsNoShorter) {
  Shrinking shrinking{[](const Numbers&) { return true; }};
  shrinking.what_takes_place = [](const Numbers&) { return Numbers{10, 11, 12, 13}; };
  EXPECT_EQ(shrinking.Of(UpTo(4)), UpTo(4));
  EXPECT_EQ(shrinking.asked.size(), 6u);
}

TEST(DeltaDebugging, TriesNothingWhereNothingIsLeft) {
  Shrinking shrinking{[](const Numbers&) { return true; }};
  EXPECT_EQ(shrinking.Of({}), Numbers{});
  EXPECT_TRUE(shrinking.asked.empty());
}

}  // namespace
}  // namespace explore

#include "baozi.h"

#include <atomic>
#include <chrono>
#include <numeric>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "checker/testing/workbook_test.h"
#include "queue.h"

namespace {

using std::chrono_literals::operator""ms;
using Clock = std::chrono::steady_clock;

int Sum(const std::vector<int>& counts) { return std::accumulate(counts.begin(), counts.end(), 0); }

const auto kMakeNothing = [](Baozi) {};
const auto kEatNothing = [](int, Baozi) {};

// Opens a restaurant and checks what every evening must end with: each baozi was made by its cook
// and eaten once, and the account says so.
Account OpenAndCheck(Plan plan) {
  std::vector<std::vector<std::string>> written(plan.cooks);  // what each cook made
  std::vector<std::vector<std::pair<int, int>>> eaten(plan.guests);
  for (auto& cook : written) cook.resize(plan.cooks * plan.each + 1);
  Restaurant restaurant(
      plan, [&](Baozi baozi) { written.at(baozi.cook).at(baozi.number) = "baozi"; },
      [&](int guest, Baozi baozi) {
        EXPECT_EQ(written.at(baozi.cook).at(baozi.number), "baozi") << "eaten before it was made";
        eaten.at(guest).emplace_back(baozi.cook, baozi.number);
      });
  const Account account = restaurant.Open();
  std::multiset<std::pair<int, int>> all;
  EXPECT_EQ(account.made.size(), static_cast<std::size_t>(plan.cooks));
  EXPECT_EQ(account.eaten.size(), static_cast<std::size_t>(plan.guests));
  for (int guest = 0; guest < plan.guests; ++guest) {
    EXPECT_EQ(account.eaten.at(guest), static_cast<int>(eaten[guest].size()))
        << "guest " << guest << " ate another number than the account says";
    all.insert(eaten[guest].begin(), eaten[guest].end());
  }
  const std::set<std::pair<int, int>> different(all.begin(), all.end());
  EXPECT_EQ(different.size(), all.size()) << "one baozi was eaten twice";
  EXPECT_EQ(all.size(), static_cast<std::size_t>(plan.cooks * plan.each))
      << "not every baozi was eaten";
  EXPECT_EQ(Sum(account.made), Sum(account.eaten)) << "what was made is what was eaten";
  EXPECT_EQ(account.made, std::vector<int>(plan.cooks, plan.each)) << "each cook makes its share";
  return account;
}

GRADED_TEST(Baozi, EveryBaoziIsEatenOnce, 3) {
  OpenAndCheck({.cooks = 2, .each = 2, .guests = 2, .counter = 1});
}

GRADED_TEST(Baozi, MoreGuestsThanCooksAllGoHome, 2) {
  OpenAndCheck({.cooks = 1, .each = 2, .guests = 3, .counter = 2});
}

GRADED_TEST(Baozi, MoreCooksThanGuestsLeaveNothingBehind, 2) {
  OpenAndCheck({.cooks = 3, .each = 2, .guests = 1, .counter = 10});
}

GRADED_TEST(Baozi, TheNumbersNeedNotDivide, 1) {
  OpenAndCheck({.cooks = 1, .each = 3, .guests = 2, .counter = 10});
}

GRADED_TEST(Baozi, WithoutBaoziEverybodyGoesHome, 1) {
  OpenAndCheck({.cooks = 0, .each = 5, .guests = 2, .counter = 1});
  OpenAndCheck({.cooks = 2, .each = 0, .guests = 0, .counter = 1});
  OpenAndCheck({.cooks = 0, .each = 0, .guests = 0, .counter = 1});
}

GRADED_TEST(Baozi, PlansThatCannotWorkAreRefused, 1) {
  const auto build = [](Plan plan) { Restaurant(plan, kMakeNothing, kEatNothing); };
  EXPECT_THROW(build({1, 1, 0, 1}), std::invalid_argument) << "nobody eats the baozi";
  EXPECT_THROW(build({1, 1, 1, 0}), std::invalid_argument) << "no room on the counter";
  EXPECT_THROW(build({1, 1, 1, -1}), std::invalid_argument) << "a counter of -1";
  EXPECT_THROW(build({-1, 1, 1, 1}), std::invalid_argument) << "-1 cooks";
  EXPECT_THROW(build({1, -1, 1, 1}), std::invalid_argument) << "-1 baozi";
  EXPECT_THROW(build({1, 1, -1, 1}), std::invalid_argument) << "-1 guests";
  EXPECT_THROW(build({-1, -1, 1, 1}), std::invalid_argument) << "-1 cooks and -1 baozi";
  EXPECT_THROW(build({0, -1, 1, 1}), std::invalid_argument) << "-1 baozi, without cooks";
  EXPECT_THROW(build({0, 0, 0, 0}), std::invalid_argument) << "no room, without baozi";
  EXPECT_THROW(build({65'536, 65'536, 0, 1}), std::invalid_argument) << "2^32 baozi, no guests";
  EXPECT_NO_THROW(build({0, 1, 0, 1}));
}

GRADED_TEST(Baozi, AfterCloseNobodyStartsAnother, 2) {
  Restaurant* open = nullptr;
  int made = 0;
  Restaurant restaurant(
      {.cooks = 1, .each = 100, .guests = 2, .counter = 1},
      [&](Baozi) {
        if (++made == 3) open->Close();
      },
      kEatNothing);
  open = &restaurant;
  const Account account = restaurant.Open();
  EXPECT_EQ(made, 3) << "the cook had closed the restaurant while making the third";
  EXPECT_EQ(Sum(account.made), 3) << "a baozi that was being made at the close is made";
  EXPECT_EQ(Sum(account.eaten), 3) << "what was made before the close is eaten";
}

GRADED_TEST(Baozi, ItMayBeClosedBeforeItOpens, 1) {
  std::atomic<int> made = 0;
  Restaurant restaurant(
      {.cooks = 2, .each = 2, .guests = 1, .counter = 1},
      [&](Baozi) { made.fetch_add(1, std::memory_order_relaxed); }, kEatNothing);
  restaurant.Close();
  const Account account = restaurant.Open();
  EXPECT_EQ(made, 0) << "the restaurant was closed: nobody starts a baozi";
  EXPECT_EQ(account.made, (std::vector<int>{0, 0}));
  EXPECT_EQ(account.eaten, std::vector<int>{0});
}

GRADED_TEST(Baozi, AnybodyMayCloseIt, 1) {
  std::atomic<int> made = 0, eaten = 0;
  Restaurant restaurant(
      {.cooks = 2, .each = 3, .guests = 1, .counter = 1},
      [&](Baozi) { made.fetch_add(1, std::memory_order_relaxed); },
      [&](int, Baozi) { eaten.fetch_add(1, std::memory_order_relaxed); });
  Account account;
  int late = 0;
  checker::RunTogether({[&] { account = restaurant.Open(); },
                        [&] {
                          restaurant.Close();
                          late = made.load(std::memory_order_relaxed);
                        }});
  EXPECT_LE(made - late, 2) << "each cook may finish one after the close, not begin a second";
  EXPECT_EQ(Sum(account.made), made) << "all that was made stands in the account";
  EXPECT_EQ(Sum(account.eaten), eaten);
  EXPECT_EQ(made, eaten) << "what was made before the close is eaten";
}

GRADED_TEST(Baozi, TheCounterHoldsNoMoreThanItCan, 2) {
  std::atomic<int> made = 0, taken = 0;
  const auto on_the_way = [&] {
    return made.load(std::memory_order_relaxed) - taken.load(std::memory_order_relaxed);
  };
  Restaurant restaurant(
      {.cooks = 1, .each = 6, .guests = 1, .counter = 2},
      [&](Baozi) { made.fetch_add(1, std::memory_order_relaxed); },
      [&](int, Baozi) {
        EXPECT_LE(on_the_way(), 1 + 2 + 1)
            << "two on the counter, one in the cook's hands, one in the guest's";
        taken.fetch_add(1, std::memory_order_relaxed);
      });
  restaurant.Open();
  EXPECT_EQ(on_the_way(), 0);
}

struct Burnt : std::runtime_error {
  Burnt() : std::runtime_error("burnt") {}
};

GRADED_TEST(Baozi, AGuestWhoThrowsClosesIt, 2) {
  Restaurant restaurant({.cooks = 2, .each = 3, .guests = 1, .counter = 1}, kMakeNothing,
                        [](int, Baozi) { throw Burnt(); });
  EXPECT_THROW(restaurant.Open(), Burnt) << "Open throws what the guest threw, when all are joined";
}

GRADED_TEST(Baozi, ACookWhoThrowsClosesIt, 1) {
  std::atomic<int> made = 0;
  Restaurant restaurant(
      {.cooks = 1, .each = 100, .guests = 2, .counter = 1},
      [&](Baozi) {
        if (made.fetch_add(1, std::memory_order_relaxed) == 1) throw Burnt();
      },
      kEatNothing);
  EXPECT_THROW(restaurant.Open(), Burnt) << "Open throws what the cook threw, when all are joined";
  EXPECT_EQ(made, 2) << "after the failure the restaurant is closed";
}

GRADED_TEST(Baozi, AfterAFailureNobodyStartsAnother, 1) {
  std::atomic<int> made = 0;
  const auto make = [&](Baozi baozi) {
    made.fetch_add(1, std::memory_order_relaxed);
    checker::WorkFor(5ms);
    if (baozi.cook == 1) throw Burnt();
  };
  Restaurant by_guest({.cooks = 1, .each = 20, .guests = 1, .counter = 5}, make,
                      [](int, Baozi) { throw Burnt(); });
  EXPECT_THROW(by_guest.Open(), Burnt);
  if (checker::Controlled()) EXPECT_LE(made, 2) << "when the guest threw, the second was begun";
  made = 0;
  Restaurant by_cook({.cooks = 2, .each = 20, .guests = 1, .counter = 50}, make, kEatNothing);
  EXPECT_THROW(by_cook.Open(), Burnt);
  if (checker::Controlled()) EXPECT_LE(made, 3) << "when one cook threw, the other began a second";
}

GRADED_TEST(Baozi, OpenThrowsTheFirstFailure, 1) {
  for (const int slow : {0, 1}) {
    Restaurant restaurant(
        {.cooks = 2, .each = 1, .guests = 1, .counter = 2},
        [&](Baozi baozi) {
          if (baozi.cook == slow) checker::WorkFor(5ms);
          throw std::runtime_error(baozi.cook == slow ? "second" : "first");
        },
        kEatNothing);
    try {
      restaurant.Open();
      ADD_FAILURE() << "both cooks threw, Open did not";
    } catch (const std::runtime_error& error) {
      if (checker::Controlled()) EXPECT_STREQ(error.what(), "first") << slow << " is slow";
    }
  }
}

GRADED_TEST(Baozi, WhateverIsThrownLeavesOpen, 1) {
  const Plan plan = {.cooks = 2, .each = 2, .guests = 1, .counter = 1};
  Restaurant by_guest(plan, kMakeNothing, [](int, Baozi) { throw 42; });
  EXPECT_THROW(by_guest.Open(), int) << "not everything that is thrown is a std::exception";
  Restaurant by_cook(
      plan, [](Baozi) { throw QueueShutDown(); }, kEatNothing);
  EXPECT_THROW(by_cook.Open(), QueueShutDown) << "make threw it, as it may throw anything";
}

GRADED_TEST(Baozi, WhoWaitsSleeps, 1) {
  const std::chrono::nanoseconds very_long =
      checker::Controlled() ? std::chrono::hours(1000) : std::chrono::milliseconds(1);
  int made = 0, eaten = 0;
  Restaurant restaurant(
      {.cooks = 1, .each = 4, .guests = 1, .counter = 1},
      [&](Baozi) {
        if (++made == 1) checker::WorkFor(very_long);
      },
      [&](int, Baozi) {
        if (++eaten == 1) checker::WorkFor(very_long);
      });
  EXPECT_EQ(Sum(restaurant.Open().eaten), 4);
}

GRADED_TEST(Baozi, ACookMakesWhileAGuestEats, 2) {
  checker::MeetingPoint second_is_made_while_first_is_eaten(2);
  std::atomic<int> made = 0;
  Restaurant restaurant(
      {.cooks = 1, .each = 2, .guests = 1, .counter = 1},
      [&](Baozi) {
        if (made.fetch_add(1, std::memory_order_relaxed) == 1) {
          second_is_made_while_first_is_eaten.Meet();
        }
      },
      [&](int, Baozi) { second_is_made_while_first_is_eaten.Meet(); });
  EXPECT_EQ(Sum(restaurant.Open().eaten), 2);
}

GRADED_TEST(Baozi, CooksMakeAtTheSameTimeAndSoDoGuestsEat, 1) {
  checker::MeetingPoint both_make(2), both_eat(2);
  Restaurant restaurant(
      {.cooks = 2, .each = 1, .guests = 2, .counter = 2}, [&](Baozi) { both_make.Meet(); },
      [&](int, Baozi) { both_eat.Meet(); });
  EXPECT_EQ(Sum(restaurant.Open().eaten), 2);
}

GRADED_TEST(Baozi, TenBaoziAndThreeGuestsTakeTwelveSeconds, 2) {
  const auto second = checker::Controlled() ? 1000ms : 10ms;
  Restaurant restaurant(
      {.cooks = 1, .each = 10, .guests = 3, .counter = 5}, [&](Baozi) { checker::WorkFor(second); },
      [&](int, Baozi) { checker::WorkFor(2 * second); });
  const auto start = Clock::now();
  EXPECT_EQ(Sum(restaurant.Open().eaten), 10);
  if (checker::Controlled()) {
    EXPECT_LE(Clock::now() - start, 12 * second + 1ms)
        << "ten seconds of making, and two more until the last one is eaten";
  }
}

}  // namespace

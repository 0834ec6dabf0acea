#include "dining_philosophers.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <vector>

#include "checker/testing/workbook_test.h"

namespace {

using checker::MeetingPoint;
using checker::RunTogether;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::milliseconds;

// Tallies that order nothing between threads, so that they hide no data race.
using Tally = std::atomic<int>;
int Raise(Tally& tally) { return tally.fetch_add(1, std::memory_order_relaxed) + 1; }
int Lower(Tally& tally) { return tally.fetch_sub(1, std::memory_order_relaxed) - 1; }
int Read(const Tally& tally) { return tally.load(std::memory_order_relaxed); }

// All seats are taken; each philosopher eats `meals` times and looks whether his forks are his.
void DineTogether(int seats, int meals) {
  Table table(seats);
  std::vector<Tally> hands(seats);  // on each fork
  RunTogether(seats, [&](int seat) {
    Tally& left = hands[seat];
    Tally& right = hands[(seat + 1) % seats];
    for (int meal = 0; meal < meals; ++meal) {
      bool eaten = false;
      table.Dine(seat, [&] {
        EXPECT_EQ(Raise(left), 1) << "two neighbours eat with the same fork";
        EXPECT_EQ(Raise(right), 1) << "two neighbours eat with the same fork";
        eaten = true;
        Lower(left);
        Lower(right);
      });
      EXPECT_TRUE(eaten) << "Dine returned without a meal";
    }
  });
}

GRADED_TEST(DiningPhilosophers, TwoShareTwoForks, 2) { DineTogether(2, 2); }

GRADED_TEST(DiningPhilosophers, ThreeEatTwiceEach, 2) { DineTogether(3, 2); }

GRADED_TEST(DiningPhilosophers, FourEatOnceEach, 1) { DineTogether(4, 1); }

GRADED_TEST(DiningPhilosophers, NeighboursSeeWhatTheOtherDidAtTheTable, 1) {
  Table table(3);
  int shared_plate[3] = {0, 0, 0};  // plate i is by fork i: for whoever holds that fork
  RunTogether(3, [&](int seat) {
    table.Dine(seat, [&] {
      ++shared_plate[seat];
      ++shared_plate[(seat + 1) % 3];
    });
  });
  for (int plate : shared_plate) EXPECT_EQ(plate, 2);
}

GRADED_TEST(DiningPhilosophers, TwoWhoShareNoForkEatAtTheSameTime, 2) {
  Table table(4);
  MeetingPoint both_eating(2);
  RunTogether(2, [&](int thread) { table.Dine(2 * thread, [&] { both_eating.Meet(); }); });
}

GRADED_TEST(DiningPhilosophers, OppositeOnesEatTogetherAtATableOfFiveToo, 1) {
  Table table(5);
  MeetingPoint both_eating(2);
  RunTogether(2, [&](int thread) {
    const int seat = thread == 0 ? 4 : 1;
    table.Dine(seat, [&] { both_eating.Meet(); });
  });
}

GRADED_TEST(DiningPhilosophers, AfterAMealBothNeighboursMayEat, 2) {
  Table table(4);
  MeetingPoint middle_eats(3), both_eating(2);
  const auto neighbour = [&](int seat) {
    middle_eats.Meet();
    table.Dine(seat, [&] { both_eating.Meet(); });
  };
  RunTogether({[&] { table.Dine(1, [&] { middle_eats.Meet(); }); }, [&] { neighbour(0); },
               [&] { neighbour(2); }});
}

GRADED_TEST(DiningPhilosophers, WhoWaitsForAForkSleeps, 2) {
  const milliseconds long_meal = checker::Controlled() ? hours(100) : milliseconds(20);
  Table table(3);
  Tally meals{0};
  RunTogether(3, [&](int seat) {
    table.Dine(seat, [&] {
      checker::WorkFor(long_meal);
      Raise(meals);
    });
  });
  EXPECT_EQ(Read(meals), 3);
}

// While the philosopher of seat 0 waits for one meal, his neighbours eat as often as they can. All
// meals take a millisecond; one of the neighbours sits down later than the other.
void StarveSeatZero(int seats, int neighbour, int other_neighbour, microseconds later) {
  Table table(seats);
  Tally begun{0};
  const auto eat_often = [&](int seat) {
    for (int meal = 0; meal < seats + 3; ++meal) {
      table.Dine(seat, [&] {
        Raise(begun);
        checker::WorkFor(milliseconds(1));
      });
    }
  };
  RunTogether({[&] { eat_often(neighbour); },
               [&] {
                 checker::WorkFor(later);
                 eat_often(other_neighbour);
               },
               [&] {
                 checker::WorkFor(later + microseconds(100));
                 const int before = Read(begun);
                 int while_waiting = 0;
                 table.Dine(0, [&] {
                   while_waiting = Read(begun) - before;
                   checker::WorkFor(milliseconds(1));
                 });
                 if (!checker::Controlled()) return;
                 EXPECT_LE(while_waiting, 2 * seats)
                     << "the neighbours began so many meals while the philosopher of seat 0 waited";
               }});
}

GRADED_TEST(DiningPhilosophers, WithThreeAtTheTableNobodyStarves, 2) {
  StarveSeatZero(3, 1, 2, microseconds(300));
}

GRADED_TEST(DiningPhilosophers, TwoWhoEatInTurnsCannotStarveTheOneBetweenThem, 2) {
  StarveSeatZero(4, 1, 3, microseconds(500));
}

GRADED_TEST(DiningPhilosophers, AnExceptionAtTheTablePutsTheForksDown, 2) {
  struct FlyInTheSoup {};  // anything may be thrown, not only what the standard library knows
  Table table(2);
  Tally caught{0}, meals{0};
  RunTogether(2, [&](int seat) {
    try {
      table.Dine(seat, [] { throw FlyInTheSoup(); });
    } catch (const FlyInTheSoup&) {
      Raise(caught);
    }
    table.Dine(seat, [&] { Raise(meals); });
  });
  EXPECT_EQ(Read(caught), 2) << "the exception must reach whoever called Dine";
  EXPECT_EQ(Read(meals), 2);
}

GRADED_TEST(DiningPhilosophers, ThereAreTwoSeatsAtLeastAndNoOthersThanThese, 1) {
  Table table(2);
  int meals = 0;
  table.Dine(1, [&] { ++meals; });
  EXPECT_EQ(meals, 1);
  EXPECT_THROW(table.Dine(2, [&] { ++meals; }), std::out_of_range);
  EXPECT_THROW(table.Dine(-1, [&] { ++meals; }), std::out_of_range);
  EXPECT_EQ(meals, 1) << "who has no seat does not eat";
  EXPECT_THROW(Table(1), std::invalid_argument);
  EXPECT_THROW(Table(0), std::invalid_argument);
  EXPECT_THROW(Table(-2), std::invalid_argument);
}

}  // namespace

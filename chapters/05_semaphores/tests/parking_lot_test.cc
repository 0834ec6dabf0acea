#include "parking_lot.h"

#include <atomic>
#include <chrono>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "checker/testing/workbook_test.h"

namespace {

using checker::RunTogether;
using std::chrono::hours;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;
using Ticket = decltype(std::declval<ParkingLot&>().Enter());

// Tallies that order nothing between threads, so that they hide no data race.
using Tally = std::atomic<int>;
int Add(Tally& tally, int n) { return tally.fetch_add(n, std::memory_order_relaxed) + n; }
int Read(const Tally& tally) { return tally.load(std::memory_order_relaxed); }

GRADED_TEST(ParkingLot, CountsTheSpacesThatAreFree, 1) {
  ParkingLot lot(3);
  EXPECT_EQ(lot.free(), 3);
  {
    auto lorry = lot.Enter(2);
    EXPECT_EQ(lot.free(), 1);
    EXPECT_FALSE(lot.TryEnter(2).has_value()) << "one space is free, two are needed";
    auto car = lot.TryEnter();
    EXPECT_TRUE(car.has_value()) << "one space is free, and nobody waits";
    EXPECT_EQ(lot.free(), 0);
  }
  EXPECT_EQ(lot.free(), 3) << "a ticket that goes out of scope gives its spaces back";
  EXPECT_EQ(lot.waiting(), 0);
}

GRADED_TEST(ParkingLot, ATicketIsGivenBackOnce, 2) {
  ParkingLot lot(4);
  {
    auto first = lot.Enter(2);
    auto moved = std::move(first);
    first.Leave();  // was moved from: nothing to give back
    EXPECT_EQ(lot.free(), 2) << "a ticket that was moved from gives nothing back";
    auto other = lot.Enter(1);
    other = std::move(moved);
    EXPECT_EQ(lot.free(), 2) << "the one space goes back when another ticket is moved in";
    other.Leave();
    EXPECT_EQ(lot.free(), 4);
    other.Leave();
    EXPECT_EQ(lot.free(), 4) << "leaving twice gives nothing back the second time";
  }
  EXPECT_EQ(lot.free(), 4) << "a ticket that has left gives nothing back at its end";
}

GRADED_TEST(ParkingLot, RefusesWhatNeverFits, 2) {
  ParkingLot lot(3);
  ASSERT_EQ(lot.free(), 3);
  EXPECT_THROW(lot.Enter(4), std::invalid_argument) << "who waits for four of three waits for ever";
  EXPECT_THROW(lot.Enter(0), std::invalid_argument);
  EXPECT_THROW(lot.Enter(-1), std::invalid_argument);
  EXPECT_THROW(lot.TryEnter(4), std::invalid_argument) << "there will never be four spaces";
  EXPECT_THROW(lot.TryEnter(0), std::invalid_argument);
  EXPECT_THROW(lot.TryEnter(-1), std::invalid_argument) << "nobody needs less than no space";
  EXPECT_THROW(lot.EnterFor(4, milliseconds(5)), std::invalid_argument);
  EXPECT_THROW(lot.EnterFor(0, milliseconds(5)), std::invalid_argument);
  EXPECT_THROW(ParkingLot(0), std::invalid_argument);
  EXPECT_THROW(ParkingLot(-1), std::invalid_argument);
  EXPECT_EQ(lot.free(), 3);
  EXPECT_EQ(lot.waiting(), 0);
}

GRADED_TEST(ParkingLot, NeverHasMoreInsideThanThereAreSpaces, 2) {
  ParkingLot lot(2);
  Tally parked{0};
  const auto park = [&](int n) {
    auto ticket = lot.Enter(n);
    EXPECT_LE(Add(parked, n), 2) << "more vehicles stand on the lot than it has spaces";
    const int free = lot.free();
    EXPECT_TRUE(free >= 0 && free <= 2 - n) << free << " spaces are free beside " << n << " taken";
    Add(parked, -n);
  };
  RunTogether({[&] { park(1); }, [&] { park(2); }, [&] { park(1); }});
  EXPECT_EQ(lot.free(), 2);
  EXPECT_EQ(lot.waiting(), 0);
}

GRADED_TEST(ParkingLot, TwoLorriesGetTheirSpacesTogether, 1) {
  ParkingLot lot(2);
  RunTogether(2, [&](int) { lot.Enter(2); });
  auto one = lot.Enter(), other = lot.Enter();
  RunTogether({[&] { lot.Enter(2); }, [&] { lot.Enter(2); },
               [&] {  // the spaces come free one by one, while both wait
                 checker::WorkFor(milliseconds(1));
                 one.Leave();
                 checker::WorkFor(milliseconds(1));
                 other.Leave();
               }});
  EXPECT_EQ(lot.free(), 2);
}

GRADED_TEST(ParkingLot, ACarDoesNotPassAWaitingLorry, 3) {
  ParkingLot lot(2);
  auto parked = lot.Enter(1);
  Tally lorries_in{0};
  RunTogether({[&] {
                 auto lorry = lot.Enter(2);
                 Add(lorries_in, 1);
               },
               [&] {
                 checker::WorkFor(milliseconds(1));
                 const bool lorry_was_first = lot.waiting() == 1;
                 auto car = lot.Enter(1);
                 EXPECT_TRUE(Read(lorries_in) == 1 || !lorry_was_first)
                     << "the car passed a lorry that had waited before it came";
               },
               [&] {
                 checker::WorkFor(milliseconds(2));
                 parked.Leave();
               }});
}

GRADED_TEST(ParkingLot, TryEnterFailsWhileAnybodyWaits, 2) {
  ParkingLot lot(3);
  auto parked = lot.Enter(2);
  RunTogether({[&] { lot.Enter(2); },
               [&] {
                 checker::WorkFor(milliseconds(1));
                 if (lot.waiting() == 1) {
                   EXPECT_FALSE(lot.TryEnter(1).has_value()) << "it passed the lorry that waits";
                   EXPECT_FALSE(lot.EnterFor(1, milliseconds(0)).has_value()) << "so did this one";
                   EXPECT_EQ(lot.waiting(), 1);
                 }
                 parked.Leave();
               }});
  EXPECT_EQ(lot.free(), 3);
}

GRADED_TEST(ParkingLot, ATryNeverFailsWhileThereIsRoomForAll, 1) {
  ParkingLot lot(3);
  RunTogether(3, [&](int) {
    EXPECT_TRUE(lot.TryEnter().has_value()) << "three spaces for three cars, and nobody waits";
  });
}

GRADED_TEST(ParkingLot, TheFirstToComeIsTheFirstToPark, 2) {
  ParkingLot lot(1);
  std::optional<Ticket> parked = lot.Enter();
  std::vector<int> order;  // plain: for the one who has the only space
  std::vector<int> came(3);
  RunTogether(4, [&](int thread) {
    checker::WorkFor(milliseconds(thread));
    if (thread == 3) return parked.reset();
    came[thread] = lot.waiting();
    auto ticket = lot.Enter();
    order.push_back(thread);
  });
  ASSERT_EQ(order.size(), 3u);
  if (came != std::vector<int>{0, 1, 2}) return;  // they did not come one after the other
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2})) << "not in the order in which they came";
}

GRADED_TEST(ParkingLot, OneDepartureAdmitsAllWhoFit, 2) {
  ParkingLot lot(2);
  std::optional<Ticket> lorry = lot.Enter(2);
  std::vector<std::optional<Ticket>> cars(2);
  RunTogether(3, [&](int thread) {
    if (thread == 2) return lorry.reset();
    cars[thread].emplace(lot.Enter(1));
  });
  EXPECT_EQ(lot.free(), 0) << "both cars stand where the lorry stood";
  EXPECT_EQ(lot.waiting(), 0);
}

GRADED_TEST(ParkingLot, CarsAndLorriesAllGetInAtLast, 1) {
  ParkingLot lot(2);
  RunTogether({[&] { lot.Enter(2); },
               [&] {
                 lot.Enter(1);
                 lot.Enter(2);
               },
               [&] { EXPECT_TRUE(lot.EnterFor(1, hours::max()).has_value()); }});
  EXPECT_EQ(lot.free(), 2);
}

GRADED_TEST(ParkingLot, WhoGivesUpLetsThoseBehindHimIn, 2) {
  ParkingLot lot(4);
  auto parked = lot.Enter(2);
  std::vector<std::optional<Ticket>> cars(2);
  RunTogether(3, [&](int thread) {
    if (thread == 2) {
      EXPECT_FALSE(lot.EnterFor(3, milliseconds(10)).has_value()) << "no more than two were free";
      return;
    }
    checker::WorkFor(milliseconds(1));
    cars[thread].emplace(lot.Enter(1));  // behind the lorry; nobody leaves the lot
  });
  EXPECT_EQ(lot.free(), 0);
  EXPECT_EQ(lot.waiting(), 0) << "who has given up does not wait any more";
}

GRADED_TEST(ParkingLot, WhoGivesUpLeavesTheOthersTheirPlaces, 1) {
  ParkingLot lot(2);
  std::optional<Ticket> parked = lot.Enter(1);
  Tally lorries_in{0};
  RunTogether({[&] {
                 auto lorry = lot.Enter(2);
                 Add(lorries_in, 1);
               },
               [&] {
                 checker::WorkFor(milliseconds(1));
                 const bool lorry_was_first = lot.waiting() == 1;
                 auto car = lot.Enter(1);
                 EXPECT_TRUE(Read(lorries_in) == 1 || !lorry_was_first)
                     << "the car passed the lorry when somebody behind both gave up";
               },
               [&] {
                 checker::WorkFor(milliseconds(2));
                 lot.EnterFor(1, milliseconds(5));
               },
               [&] {
                 checker::WorkFor(milliseconds(20));
                 parked.reset();
               }});
  EXPECT_EQ(lot.free(), 2);
}

GRADED_TEST(ParkingLot, ADepartureInTheLastMomentLosesNoSpace, 2) {
  ParkingLot lot(2);
  std::optional<Ticket> parked = lot.Enter(1);
  std::optional<Ticket> lorry;
  RunTogether({[&] {
                 auto ticket = lot.EnterFor(2, milliseconds(10));
                 if (ticket) lorry.emplace(std::move(*ticket));
               },
               [&] {
                 checker::WorkFor(milliseconds(10));
                 parked.reset();
               }});
  EXPECT_EQ(lot.free(), lorry ? 0 : 2) << "spaces were given to a lorry that had just given up";
  EXPECT_EQ(lot.waiting(), 0);
}

GRADED_TEST(ParkingLot, ATimedCallTakesWhatIsThereWhateverItsTime, 1) {
  ParkingLot lot(3);
  std::vector<Ticket> parked;
  for (auto limit : {milliseconds(0), milliseconds(-5), milliseconds(5)}) {
    auto ticket = lot.EnterFor(1, limit);
    ASSERT_TRUE(ticket.has_value()) << "a space was free";
    parked.push_back(std::move(*ticket));
  }
  auto start = Clock::now();
  EXPECT_FALSE(lot.EnterFor(1, milliseconds(0)).has_value());
  EXPECT_FALSE(lot.EnterFor(1, hours::min()).has_value());
  if (checker::Controlled()) EXPECT_EQ(Clock::now(), start) << "zero or less must not wait";
  EXPECT_FALSE(lot.EnterFor(1, milliseconds(5)).has_value());
  EXPECT_GE(Clock::now() - start, milliseconds(5)) << "gave up too early";
}

GRADED_TEST(ParkingLot, ArrivalsAndDeparturesBuyNoTime, 1) {
  ParkingLot lot(4);
  auto stays = lot.Enter(1);
  auto leaves = lot.Enter(1), leaves_later = lot.Enter(1);
  RunTogether({[&] {
                 const auto start = Clock::now();
                 EXPECT_FALSE(lot.EnterFor(4, milliseconds(100)).has_value());
                 if (!checker::Controlled()) return;
                 EXPECT_LT(Clock::now() - start, milliseconds(150))
                     << "100 ms from the call, not from the last departure";
               },
               [&] {
                 checker::WorkFor(milliseconds(60));
                 leaves.Leave();
                 checker::WorkFor(milliseconds(60));
                 leaves_later.Leave();
               }});
}

GRADED_TEST(ParkingLot, WhoWaitsSleeps, 1) {
  const milliseconds long_stay = checker::Controlled() ? hours(100) : milliseconds(20);
  ParkingLot lot(1);
  int visits = 0;  // plain: for whoever has the only space
  RunTogether(2, [&](int) {
    auto ticket = lot.Enter();
    ++visits;
    checker::WorkFor(long_stay);
  });
  EXPECT_EQ(visits, 2);
}

GRADED_TEST(ParkingLot, AnybodyMayLookWhileOthersComeAndGo, 1) {
  ParkingLot lot(2);
  RunTogether({[&] { lot.Enter(1); }, [&] { lot.Enter(2); },
               [&] {
                 const int free = lot.free(), waiting = lot.waiting();
                 EXPECT_TRUE(free >= 0 && free <= 2) << "saw " << free << " of 2 spaces free";
                 EXPECT_TRUE(waiting >= 0 && waiting <= 2) << "saw " << waiting << " of 2 waiting";
               }});
}

}  // namespace

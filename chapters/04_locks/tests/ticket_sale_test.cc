// What TicketOffice promises, one promise for each case.
#include "ticket_sale.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <optional>
#include <stdexcept>
#include <vector>

#include "checker/testing/workbook_test.h"

namespace {

using checker::RunTogether;
using Numbers = std::vector<int>;

// The numbers that `buyers` threads get with `calls` calls of Sell each, in ascending order.
Numbers NumbersSold(TicketOffice& office, int buyers, int calls) {
  std::vector<Numbers> got(buyers);
  RunTogether(buyers, [&](int buyer) {
    for (int i = 0; i < calls; ++i) {
      if (const std::optional<int> number = office.Sell()) got[buyer].push_back(*number);
    }
  });
  Numbers all;
  for (const Numbers& some : got) all.insert(all.end(), some.begin(), some.end());
  std::sort(all.begin(), all.end());
  return all;
}

void ExpectCounts(const TicketOffice& office, int remaining, int sold) {
  const Counts counts = office.counts();
  EXPECT_EQ(counts.remaining, remaining) << "counts().remaining is wrong";
  EXPECT_EQ(counts.sold, sold) << "counts().sold is wrong";
}

GRADED_TEST(TicketSale, ASingleBuyerGetsEveryTicket, 1) {
  TicketOffice office(3);
  ExpectCounts(office, 3, 0);
  EXPECT_EQ(NumbersSold(office, 1, 2).size(), 2u);
  ExpectCounts(office, 1, 2);
  EXPECT_TRUE(office.Sell().has_value()) << "the last ticket must be sold too";
  ExpectCounts(office, 0, 3);
}

GRADED_TEST(TicketSale, EveryNumberIsSoldOnce, 2) {
  TicketOffice office(4);
  EXPECT_EQ(NumbersSold(office, 2, 2), (Numbers{1, 2, 3, 4}))
      << "four calls of Sell must hand out the numbers 1 to 4, each of them once";
  ExpectCounts(office, 0, 4);
}

GRADED_TEST(TicketSale, TheLastTicketHasOneBuyer, 2) {
  TicketOffice office(1);
  EXPECT_EQ(NumbersSold(office, 3, 1), Numbers{1})
      << "three buyers want the last ticket: one gets number 1, the others get nullopt";
  ExpectCounts(office, 0, 1);
}

GRADED_TEST(TicketSale, SoldOutIsForEver, 1) {
  TicketOffice office(2);
  EXPECT_EQ(NumbersSold(office, 2, 2), (Numbers{1, 2})) << "there are two tickets";
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(office.Sell(), std::nullopt) << "nothing comes after the last ticket";
    ExpectCounts(office, 0, 2);
  }
}

GRADED_TEST(TicketSale, AnOfficeWithoutTicketsSellsNothing, 1) {
  int prints = 0;
  TicketOffice office(0, [&](int) { ++prints; });
  ExpectCounts(office, 0, 0);
  EXPECT_EQ(office.Sell(), std::nullopt);
  ExpectCounts(office, 0, 0);
  EXPECT_EQ(prints, 0) << "print is for tickets only";
}

GRADED_TEST(TicketSale, ANegativeNumberOfTicketsIsRefused, 1) {
  ExpectCounts(TicketOffice(1), 1, 0);
  EXPECT_THROW(TicketOffice(-1), std::invalid_argument);
  EXPECT_THROW(TicketOffice(-5, [](int) {}), std::invalid_argument);
}

GRADED_TEST(TicketSale, CountsAreOfOneMoment, 3) {
  constexpr int kTickets = 3;
  TicketOffice office(kTickets);
  auto buy = [&] {
    for (int i = 0; i < 2; ++i) office.Sell();
  };
  auto look = [&] {
    int sold_before = 0;
    for (int i = 0; i < 2; ++i) {
      const Counts counts = office.counts();
      EXPECT_EQ(counts.remaining + counts.sold, kTickets)
          << "remaining " << counts.remaining << " and sold " << counts.sold
          << " were not true at the same moment";
      EXPECT_GE(counts.remaining, 0) << "sold more than there was";
      EXPECT_GE(counts.sold, sold_before) << "a sold ticket came back";
      sold_before = counts.sold;
    }
  };
  RunTogether({buy, buy, look});
}

GRADED_TEST(TicketSale, ATicketIsCountedBeforeItsPrintBegins, 1) {
  TicketOffice* desk = nullptr;
  std::atomic<int> begun = 0;
  TicketOffice office(3, [&](int) {
    const int so_far = ++begun;
    EXPECT_GE(desk->counts().sold, so_far) << "a ticket being printed is not counted as sold";
  });
  desk = &office;
  EXPECT_EQ(NumbersSold(office, 2, 1).size(), 2u);
}

GRADED_TEST(TicketSale, EachTicketIsPrintedOnceBeforeSellReturns, 2) {
  std::array<int, 4> prints = {};  // no lock: a ticket's print is over when Sell returns
  TicketOffice office(3, [&](int number) { ++prints.at(number); });
  RunTogether(2, [&](int) {
    for (int i = 0; i < 2; ++i) {
      const std::optional<int> number = office.Sell();
      if (number) EXPECT_EQ(prints.at(*number), 1) << "prints of ticket " << *number;
    }
  });
  EXPECT_EQ(prints, (std::array<int, 4>{0, 1, 1, 1})) << "prints of the tickets 0 to 3";
}

GRADED_TEST(TicketSale, TwoPrintsCanOverlap, 2) {
  checker::MeetingPoint both_are_printing(2);
  TicketOffice office(2, [&](int) { both_are_printing.Meet(); });
  RunTogether(2, [&](int) { EXPECT_TRUE(office.Sell().has_value()); });
}

GRADED_TEST(TicketSale, OthersUseTheOfficeWhileATicketIsPrinted, 1) {
  checker::MeetingPoint printing(2);
  checker::MeetingPoint served(2);
  TicketOffice office(1, [&](int) {
    printing.Meet();
    served.Meet();  // goes on when the other one has been served
  });
  auto buyer = [&] { office.Sell(); };
  auto other = [&] {
    printing.Meet();
    EXPECT_EQ(office.Sell(), std::nullopt) << "the only ticket is sold already";
    ExpectCounts(office, 0, 1);
    served.Meet();
  };
  RunTogether({buyer, other});
}

GRADED_TEST(TicketSale, PrintMayCallTheOffice, 2) {
  TicketOffice* desk = nullptr;
  std::vector<int> printed;
  TicketOffice office(2, [&](int number) {
    printed.push_back(number);
    const Counts counts = desk->counts();
    EXPECT_EQ(counts.remaining + counts.sold, 2);
    // Buys the second ticket too, then finds that there is none left.
    if (printed.size() <= 2) desk->Sell();
  });
  desk = &office;
  EXPECT_TRUE(office.Sell().has_value());
  std::sort(printed.begin(), printed.end());
  EXPECT_EQ(printed, (Numbers{1, 2})) << "the second ticket was bought by print itself";
  ExpectCounts(office, 0, 2);
}

GRADED_TEST(TicketSale, ATicketWhosePrintThrowsStaysSold, 1) {
  std::atomic<int> prints = 0;
  TicketOffice office(3, [&](int) {
    const int print = ++prints;
    if (print == 1) throw std::runtime_error("out of paper");
    if (print == 2) throw print;  // anything can be thrown
  });
  RunTogether(
      2, [&](int) { EXPECT_ANY_THROW(office.Sell()) << "the caller of Sell must hear of it"; });
  ExpectCounts(office, 1, 2);
  EXPECT_TRUE(office.Sell().has_value()) << "the third ticket is still to be had";
  EXPECT_EQ(office.Sell(), std::nullopt) << "an unprinted ticket must not be sold again";
}

}  // namespace

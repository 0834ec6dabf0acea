// What Bank promises, one promise for each case.
#include "bank.h"

#include <array>
#include <atomic>
#include <chrono>
#include <limits>
#include <stdexcept>
#include <tuple>
#include <vector>

#include "checker/testing/workbook_test.h"

namespace {

using checker::RunTogether;
using std::chrono::milliseconds;
using Entry = std::tuple<AccountId, AccountId, Cents>;

constexpr Cents kMost = std::numeric_limits<Cents>::max();

void ExpectBalances(const Bank& bank, const std::vector<Cents>& expected) {
  for (AccountId id = 0; id < expected.size(); ++id) {
    EXPECT_EQ(bank.Balance(id), expected[id]) << "balance of account " << id;
  }
}

GRADED_TEST(Bank, ATransferMovesTheMoney, 1) {
  Bank bank({100, 20, 0});
  EXPECT_TRUE(bank.Transfer(0, 2, 30));
  ExpectBalances(bank, {70, 20, 30});
  EXPECT_TRUE(bank.Transfer(2, 1, 30)) << "all that the account holds may go";
  EXPECT_TRUE(bank.Transfer(2, 1, 0)) << "nothing is not too much";
  ExpectBalances(bank, {70, 50, 0});
  EXPECT_EQ(bank.Total(), 120);
  EXPECT_EQ(Bank(std::vector<Cents>()).Total(), 0) << "a bank without accounts";
}

GRADED_TEST(Bank, InsufficientFundsChangeNothing, 1) {
  Bank bank({10, 5}, [](AccountId, AccountId, Cents) {
    ADD_FAILURE() << "the journal was told of a transfer that fails";
  });
  EXPECT_FALSE(bank.Transfer(0, 1, 11));
  EXPECT_FALSE(bank.Transfer(1, 0, kMost));
  ExpectBalances(bank, {10, 5});
}

GRADED_TEST(Bank, ATransferToOneselfAlwaysSucceeds, 1) {
  Bank bank({10, 5}, [](AccountId, AccountId, Cents) {
    ADD_FAILURE() << "the journal was told of a transfer to oneself";
  });
  EXPECT_TRUE(bank.Transfer(0, 0, 4));
  EXPECT_TRUE(bank.Transfer(1, 1, 1'000)) << "whatever the amount";
  ExpectBalances(bank, {10, 5});
  EXPECT_EQ(bank.Total(), 15);
}

GRADED_TEST(Bank, OppositeTransfersDoNotDeadlock, 2) {
  Bank bank({50, 50});
  RunTogether({[&] { EXPECT_TRUE(bank.Transfer(0, 1, 10)); },
               [&] { EXPECT_TRUE(bank.Transfer(1, 0, 30)); }});
  ExpectBalances(bank, {70, 30});
}

GRADED_TEST(Bank, TransfersInARingDoNotDeadlock, 1) {
  Bank bank({10, 10, 10});
  RunTogether(3, [&](int i) {
    const AccountId from = i, to = (i + 1) % 3;
    EXPECT_TRUE(bank.Transfer(from, to, i + 1)) << "from " << from << " to " << to;
  });
  ExpectBalances(bank, {12, 9, 9});
}

GRADED_TEST(Bank, AnAccountIsNeverOverdrawn, 2) {
  Bank bank({100, 0, 0}, [](AccountId, AccountId, Cents) {});
  std::array<int, 3> moved = {};
  RunTogether({[&] { moved[0] = bank.Transfer(0, 1, 60) ? 60 : 0; },
               [&] { moved[1] = bank.Transfer(0, 2, 60) ? 60 : 0; },
               [&] { moved[2] = bank.Transfer(0, 2, 10) ? 10 : 0; }});
  EXPECT_EQ(moved[0] + moved[1], 60) << "there is money for one of the two large transfers";
  EXPECT_EQ(moved[2], 10) << "there is always money for the small one";
  ExpectBalances(bank, {30, moved[0], moved[1] + moved[2]});
}

GRADED_TEST(Bank, NoTransferIsLost, 1) {
  Bank bank({10, 10, 10});
  RunTogether({[&] { EXPECT_TRUE(bank.Transfer(0, 1, 1)); },
               [&] { EXPECT_TRUE(bank.Transfer(2, 1, 2)); },
               [&] { EXPECT_TRUE(bank.Transfer(1, 2, 4)); }});
  ExpectBalances(bank, {9, 9, 12});
}

GRADED_TEST(Bank, BalancesAreOfOneMoment, 2) {
  Bank bank({100, 0});
  // Once the transfer shows at one of the accounts it must show at the other one as well.
  auto look = [&](AccountId first, Cents first_after, AccountId second, Cents second_after) {
    const bool moved = bank.Balance(first) == first_after;
    const Cents seen = bank.Balance(second);
    if (moved) EXPECT_EQ(seen, second_after) << "the money has moved at one account only";
  };
  RunTogether({[&] { bank.Transfer(0, 1, 100); }, [&] { look(0, 0, 1, 100); },
               [&] { look(1, 100, 0, 0); }});
}

GRADED_TEST(Bank, NoMoneyIsOnItsWay, 2) {
  Bank bank({100, 100, 100});
  auto forth = [&] { bank.Transfer(0, 2, 30); };
  auto back = [&] { bank.Transfer(2, 0, 50); };
  auto add_up = [&] {
    for (int i = 0; i < 2; ++i) EXPECT_EQ(bank.Total(), 300) << "Total() is always the same sum";
  };
  RunTogether({forth, back, add_up});
}

GRADED_TEST(Bank, TwoTotalsDoNotDeadlock, 1) {
  Bank bank({1, 2, 4});
  auto add_up = [&] { EXPECT_EQ(bank.Total(), 7) << "Total() is always the same sum"; };
  RunTogether({add_up, add_up, [&] { bank.Transfer(2, 1, 3); }});
}

GRADED_TEST(Bank, TheJournalIsToldBeforeTheMoneyMoves, 1) {
  std::vector<Entry> entries;  // guarded by the accounts 0 and 1
  std::atomic<bool> told = false;
  Bank bank({100, 0}, [&](AccountId from, AccountId to, Cents amount) {
    entries.emplace_back(from, to, amount);
    checker::WorkFor(milliseconds(5));
    told = true;
  });
  auto move = [&] { EXPECT_TRUE(bank.Transfer(0, 1, 30)); };
  auto look = [&] {
    checker::WorkFor(milliseconds(2));
    const Cents balance = bank.Balance(0);
    if (!told) EXPECT_EQ(balance, 100) << "changed before the journal returned";
  };
  RunTogether({move, look});
  EXPECT_TRUE(bank.Transfer(1, 0, 0));
  EXPECT_EQ(entries, (std::vector<Entry>{{0, 1, 30}, {1, 0, 0}})) << "told once for each transfer";
}

GRADED_TEST(Bank, AJournalThatThrowsStopsTheTransfer, 1) {
  Bank bank({100, 0}, [](AccountId, AccountId, Cents amount) {
    if (amount == 13) throw std::runtime_error("no thirteens");
    if (amount == 14) throw 14;  // anything can be thrown
  });
  EXPECT_THROW(bank.Transfer(0, 1, 13), std::runtime_error) << "the caller must hear of it";
  EXPECT_THROW(bank.Transfer(0, 1, 14), int) << "the caller must hear of it";
  ExpectBalances(bank, {100, 0});
  RunTogether(2, [&](int i) {  // the accounts must be free again, for everybody
    if (i == 0) EXPECT_THROW(bank.Transfer(0, 1, 13), std::runtime_error);
    if (i == 1) EXPECT_TRUE(bank.Transfer(0, 1, 40));
  });
  EXPECT_EQ(bank.Total(), 100);
  ExpectBalances(bank, {60, 40});
}

GRADED_TEST(Bank, JournalsOfSeparateTransfersCanOverlap, 1) {
  checker::MeetingPoint both_are_told(2);
  // Far apart as well: a small number of locks, shared out among the accounts, is not enough.
  Bank bank(std::vector<Cents>(130, 10),
            [&](AccountId, AccountId, Cents) { both_are_told.Meet(); });
  RunTogether({[&] { EXPECT_TRUE(bank.Transfer(0, 1, 1)); },
               [&] { EXPECT_TRUE(bank.Transfer(128, 64, 1)); }});
}

GRADED_TEST(Bank, JournalsThatShareAnAccountNeverOverlap, 1) {
  std::array<int, 4> told = {};  // each element guarded by the account of that number
  std::array<int, 4> busy = {};  // the same
  Bank bank({10, 10, 10, 10}, [&](AccountId from, AccountId to, Cents) {
    EXPECT_EQ(busy[from] + busy[to], 0) << "another journal is at work on one of the accounts";
    busy[from] = busy[to] = 1;
    checker::WorkFor(milliseconds(1));
    busy[from] = busy[to] = 0;
    ++told[from];
    ++told[to];
  });
  // Pairs that share a source, a target, and the source of one with the target of the other.
  RunTogether(
      {[&] { EXPECT_TRUE(bank.Transfer(0, 1, 1)); }, [&] { EXPECT_TRUE(bank.Transfer(0, 2, 1)); },
       [&] { EXPECT_TRUE(bank.Transfer(3, 1, 1)); }, [&] { EXPECT_TRUE(bank.Transfer(2, 3, 1)); }});
  EXPECT_EQ(told, (std::array<int, 4>{2, 2, 2, 2})) << "journal entries for each account";
}

GRADED_TEST(Bank, AnUnknownAccountIsRefused, 1) {
  Bank bank({10, 5});
  EXPECT_THROW(bank.Transfer(0, 2, 1), std::out_of_range);
  EXPECT_THROW(bank.Transfer(2, 0, 1), std::out_of_range);
  EXPECT_THROW(bank.Transfer(7, 7, 1), std::out_of_range);
  EXPECT_THROW(bank.Balance(2), std::out_of_range);
  EXPECT_TRUE(bank.Transfer(0, 1, 1)) << "the accounts must be usable after a refusal";
  ExpectBalances(bank, {9, 6});
}

GRADED_TEST(Bank, ImpossibleAmountsAreRefused, 1) {
  Bank bank({kMost - 5, 5});
  EXPECT_THROW(bank.Transfer(0, 1, -1), std::invalid_argument);
  EXPECT_TRUE(bank.Transfer(0, 1, kMost - 5)) << "one account may hold all the money";
  ExpectBalances(bank, {0, kMost});
  EXPECT_EQ(bank.Total(), kMost);
  EXPECT_THROW(Bank({10, -1}), std::invalid_argument);
  EXPECT_THROW(Bank({kMost, 1}), std::invalid_argument) << "Cents can't hold the sum";
  EXPECT_THROW(Bank({kMost, kMost, kMost}), std::invalid_argument) << "Cents can't hold the sum";
}

}  // namespace

// What a caller of RowTableLock can rely on. Shared data are plain where ThreadSanitizer is to see
// whether the lock publishes them (eight bytes each, because it remembers only the last few
// accesses to every eight bytes), and relaxed atomics (which order nothing) where it counts who is
// inside.
#include "row_table_lock.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <limits>
#include <system_error>
#include <type_traits>

#include "checker/testing/workbook_test.h"

namespace {

using checker::RunTogether;
using std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto kRelaxed = std::memory_order_relaxed;

template <class Call>
bool WouldDeadlock(Call call) {
  return checker::ThrowsSystemError(std::errc::resource_deadlock_would_occur, call);
}

template <class Call>
bool IsNotPermitted(Call call) {
  return checker::ThrowsSystemError(std::errc::operation_not_permitted, call);
}

void VisitRow(RowTableLock& lock, RowId row) {
  lock.LockRow(row);
  lock.UnlockRow(row);
}

GRADED_TEST(RowTableLock, ARowHasOneHolderAtATime, 2) {
  RowTableLock lock;
  std::int64_t visits = 0;
  RunTogether(3, [&](int) {
    for (int i = 0; i < 2; ++i) {
      lock.LockRow(7);
      ++visits;
      lock.UnlockRow(7);
    }
  });
  EXPECT_EQ(visits, 6) << "an update was lost: two threads held the row at once";
}

GRADED_TEST(RowTableLock, TheTableExcludesEveryOtherLock, 2) {
  RowTableLock lock;
  std::atomic<int> rows_held{0};
  std::atomic<int> tables_held{0};
  const auto work_on_the_table = [&] {
    lock.LockTable();
    EXPECT_EQ(tables_held.fetch_add(1, kRelaxed), 0) << "two threads hold the table";
    EXPECT_EQ(rows_held.load(kRelaxed), 0) << "the table was given out while a row was held";
    tables_held.fetch_sub(1, kRelaxed);
    lock.UnlockTable();
  };
  const auto take = [&](RowId row) {
    lock.LockRow(row);
    rows_held.fetch_add(1, kRelaxed);
    EXPECT_EQ(tables_held.load(kRelaxed), 0) << "a row was given out while the table was held";
  };
  const auto give_back = [&](RowId row) {
    rows_held.fetch_sub(1, kRelaxed);
    lock.UnlockRow(row);
  };
  RunTogether({[&] {
                 take(1);
                 take(2);
                 give_back(1);
                 checker::WorkFor(1ms);  // row 2 is still held
                 give_back(2);
               },
               work_on_the_table, work_on_the_table, [&] { take(3), give_back(3); }});
}

GRADED_TEST(RowTableLock, WhatAHolderWroteIsSeenByTheNext, 2) {
  RowTableLock lock;
  std::int64_t cells[2] = {0, 0};
  std::int64_t sum = 0;
  const auto add = [&](RowId row) {
    lock.LockRow(row);
    ++cells[row];
    lock.UnlockRow(row);
  };
  RunTogether({[&] { add(0), add(1); }, [&] { add(1); },
               [&] {
                 lock.LockTable();
                 sum = cells[0] + cells[1];
                 cells[0] += 10;
                 lock.UnlockTable();
               }});
  EXPECT_EQ(cells[0] + cells[1], 13);
  EXPECT_GE(sum, 0);
}

GRADED_TEST(RowTableLock, DifferentRowsAreHeldAtOnce, 2) {
  RowTableLock lock;
  checker::MeetingPoint both(2);
  // Numbers that leave the same remainder as 0 on division by nearly every small number: a fixed
  // set of locks, one for many rows, would send two of them to the same lock.
  const RowId far[] = {RowId{1} << 40,
                       219060189739591200,  // divisible by all of 2 to 41
                       1'000'000'000'000'000'000,
                       RowId{43} * 47 * 53 * 59 * 61 * 67 * 71 * 73 * 79,
                       RowId{97} * 101 * 103 * 107 * 109 * 113 * 127,
                       RowId{251} * 257 * 509 * 521 * 541 * 1009,
                       std::numeric_limits<RowId>::max()};
  RunTogether({[&] {
                 lock.LockRow(0);
                 both.Meet();
                 lock.UnlockRow(0);
               },
               [&] {
                 for (const RowId row : far) VisitRow(lock, row);
                 lock.LockRow(1);
                 both.Meet();
                 lock.UnlockRow(1);
               }});
}

GRADED_TEST(RowTableLock, EachOfTwoThreadsHoldsManyRows, 1) {
  RowTableLock lock;
  checker::MeetingPoint both(2);
  RunTogether(2, [&](int index) {
    for (RowId i = 0; i < 20; ++i) lock.LockRow(2 * i + index);
    both.Meet();  // 40 rows are held now
    for (RowId i = 0; i < 20; ++i) lock.UnlockRow(2 * i + index);
  });
}

GRADED_TEST(RowTableLock, WhoWaitsForARowHoldsUpNobodyElse, 1) {
  RowTableLock lock;
  checker::MeetingPoint both(2);
  RunTogether({[&] {
                 lock.LockRow(1);
                 both.Meet();
                 lock.UnlockRow(1);
               },
               [&] { VisitRow(lock, 1); },
               [&] {
                 checker::WorkFor(1ms);
                 lock.LockRow(2);  // while somebody may be waiting for row 1
                 both.Meet();
                 lock.UnlockRow(2);
               }});
}

GRADED_TEST(RowTableLock, EverybodyWhoWaitsIsWoken, 2) {
  RowTableLock lock;
  std::int64_t visits = 0;
  RunTogether({[&] {
                 lock.LockRow(1);
                 lock.LockRow(2);
                 lock.UnlockRow(1);
                 lock.UnlockRow(2);
               },
               [&] { VisitRow(lock, 1); }, [&] { VisitRow(lock, 2); },
               [&] {
                 lock.LockTable();
                 ++visits;
                 lock.UnlockTable();
               }});
  EXPECT_EQ(visits, 1);
}

GRADED_TEST(RowTableLock, TheTableIsGivenToItsWaiterBeforeFirstRows, 2) {
  RowTableLock lock;
  // Each takes its row three times, and one of the two rows is always held.
  const auto keep_busy = [&](RowId row) {
    for (int i = 0; i < 3; ++i) {
      lock.LockRow(row);
      checker::WorkFor(10ms);
      lock.UnlockRow(row);
    }
  };
  RunTogether({[&] { keep_busy(1); },
               [&] {
                 checker::WorkFor(5ms);
                 keep_busy(2);
               },
               [&] {
                 checker::WorkFor(2ms);
                 const auto start = steady_clock::now();
                 lock.LockTable();
                 const auto waited = steady_clock::now() - start;
                 lock.UnlockTable();
                 EXPECT_TRUE(waited <= 20ms || !checker::Controlled())
                     << "threads without a row got one past the waiter for the table, who came "
                        "too late by the clock";
               }});
}

GRADED_TEST(RowTableLock, EachOfTwoWaitersForTheTableComesBeforeFirstRows, 1) {
  RowTableLock lock;
  std::atomic<int> tables{0};
  const auto take_the_table = [&] {
    lock.LockTable();
    tables.fetch_add(1, kRelaxed);
    checker::WorkFor(10ms);
    lock.UnlockTable();
  };
  RunTogether({take_the_table, take_the_table, take_the_table, [&] {
                 checker::WorkFor(5ms);  // one has the table now, and two wait for it
                 const bool all_came = checker::Controlled();
                 lock.LockRow(1);
                 EXPECT_TRUE(tables.load(kRelaxed) == 3 || !all_came)
                     << "a thread without a row got one past a waiter for the table";
                 lock.UnlockRow(1);
               }});
}

GRADED_TEST(RowTableLock, WhoHoldsRowsGetsMorePastTheWaiter, 2) {
  RowTableLock lock;
  RunTogether({[&] {
                 lock.LockRow(1);
                 checker::WorkFor(2ms);
                 lock.LockRow(2);  // the other waits for the table, and so for row 1
                 lock.UnlockRow(1);
                 lock.LockRow(3);
                 lock.UnlockRow(2);
                 lock.UnlockRow(3);
               },
               [&] {
                 checker::WorkFor(1ms);
                 lock.LockTable();
                 lock.UnlockTable();
               }});
}

GRADED_TEST(RowTableLock, TwoWhoHoldRowsGetMorePastTheWaiter, 1) {
  RowTableLock lock;
  checker::MeetingPoint ready(3), both(2);
  const auto hold_two_rows = [&](RowId first) {
    lock.LockRow(first);
    ready.Meet();
    checker::WorkFor(2ms);
    lock.LockRow(first + 1);  // while somebody waits for the table
    both.Meet();
    lock.UnlockRow(first);
    lock.UnlockRow(first + 1);
  };
  RunTogether({[&] { hold_two_rows(1); }, [&] { hold_two_rows(3); },
               [&] {
                 ready.Meet();
                 lock.LockTable();
                 lock.UnlockTable();
               }});
}

GRADED_TEST(RowTableLock, AskingForWhatOneKeepsFromBeingFreeIsRefused, 2) {
  RowTableLock lock;
  lock.LockRow(1);
  lock.LockRow(2);
  EXPECT_TRUE(WouldDeadlock([&] { lock.LockRow(1); })) << "a row that the caller holds";
  EXPECT_TRUE(WouldDeadlock([&] { lock.LockTable(); })) << "the table over the caller's rows";
  lock.UnlockRow(1);
  EXPECT_TRUE(WouldDeadlock([&] { lock.LockTable(); })) << "the table over the caller's row 2";
  RunTogether(1, [&](int) { VisitRow(lock, 3); });  // the refusals have left nothing behind
  lock.UnlockRow(2);
  lock.LockTable();
  EXPECT_TRUE(WouldDeadlock([&] { lock.LockRow(1); })) << "a row under the caller's table lock";
  EXPECT_TRUE(WouldDeadlock([&] { lock.LockTable(); })) << "the table that the caller holds";
  lock.UnlockTable();
  RunTogether(1, [&](int) { VisitRow(lock, 1); });
}

GRADED_TEST(RowTableLock, UnlockingWhatOneDoesNotHoldIsRefused, 2) {
  RowTableLock lock;
  EXPECT_TRUE(IsNotPermitted([&] { lock.UnlockRow(1); })) << "nobody holds the row";
  EXPECT_TRUE(IsNotPermitted([&] { lock.UnlockTable(); })) << "nobody holds the table";
  lock.LockRow(1);
  EXPECT_TRUE(IsNotPermitted([&] { lock.UnlockRow(2); })) << "only row 1 is held";
  EXPECT_TRUE(IsNotPermitted([&] { lock.UnlockTable(); })) << "only a row is held";
  RunTogether(1, [&](int) {
    lock.LockRow(3);
    EXPECT_TRUE(IsNotPermitted([&] { lock.UnlockRow(1); })) << "another thread holds the row";
    lock.UnlockRow(3);
  });
  EXPECT_TRUE(WouldDeadlock([&] { lock.LockRow(1); })) << "a refused unlock freed the row";
  lock.UnlockRow(1);
  EXPECT_TRUE(IsNotPermitted([&] { lock.UnlockRow(1); })) << "the row was given back before";
  lock.LockTable();
  EXPECT_TRUE(IsNotPermitted([&] { lock.UnlockRow(1); })) << "the table is held, but not the row";
  RunTogether(1, [&](int) {
    EXPECT_TRUE(IsNotPermitted([&] { lock.UnlockTable(); })) << "another thread holds the table";
  });
  lock.UnlockTable();
}

GRADED_TEST(RowTableLock, GuardsGiveBackHoweverTheScopeIsLeft, 1) {
  RowTableLock lock;
  std::int64_t visits = 0;
  const auto visit_and_throw = [&] {
    try {
      RowGuard one(lock, 1), two(lock, 2);
      ++visits;
      throw 1;
    } catch (int) {
    }
    try {
      TableGuard all(lock);
      ++visits;
      throw 1;
    } catch (int) {
    }
  };
  RunTogether({visit_and_throw, visit_and_throw});
  EXPECT_EQ(visits, 4);
  EXPECT_FALSE(std::is_copy_constructible_v<RowGuard> || std::is_copy_constructible_v<TableGuard> ||
               std::is_copy_constructible_v<RowTableLock>);
}

GRADED_TEST(RowTableLock, RowsLeaveNoMemoryBehind, 2) {
  RowTableLock lock;
  for (RowId row = 0; row < 50; ++row) VisitRow(lock, row);
  const std::int64_t before = checker::LiveAllocations();
  for (RowId row = 50; row < 250; ++row) {
    VisitRow(lock, row);
    EXPECT_TRUE(IsNotPermitted([&] { lock.UnlockRow(row); }));  // which leaves nothing, either
  }
  checker::ExpectReleased("what the lock keeps of rows that nobody holds",
                          checker::LiveAllocations() - before <= 20);
}

}  // namespace

#include "semaphore.h"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <limits>
#include <stdexcept>

#include "checker/testing/workbook_test.h"

namespace {

using checker::RunTogether;
using Clock = std::chrono::steady_clock;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;

// Tallies that order nothing between threads, so that they hide no data race.
using Tally = std::atomic<int>;
int Raise(Tally& tally) { return tally.fetch_add(1, std::memory_order_relaxed) + 1; }
int Lower(Tally& tally) { return tally.fetch_sub(1, std::memory_order_relaxed) - 1; }
int Read(const Tally& tally) { return tally.load(std::memory_order_relaxed); }

GRADED_TEST(Semaphore, CountsItsPermitsDownAndUp, 1) {
  Semaphore permits(2);
  permits.acquire();
  EXPECT_EQ(permits.value(), 1) << "one of two permits was taken";
  EXPECT_TRUE(permits.try_acquire());
  EXPECT_FALSE(permits.try_acquire()) << "both permits are out";
  permits.release(3);
  EXPECT_EQ(permits.value(), 3) << "a semaphore without a bound may end above its start";
  EXPECT_EQ(Semaphore().value(), 1) << "without an argument there is one permit";
}

GRADED_TEST(Semaphore, RefusesNumbersThatMakeNoSense, 1) {
  Semaphore permits(2);
  ASSERT_EQ(permits.value(), 2);
  EXPECT_THROW(Semaphore(-1), std::invalid_argument);
  EXPECT_THROW(permits.release(0), std::invalid_argument);
  EXPECT_THROW(permits.release(-1), std::invalid_argument);
  const auto most = std::numeric_limits<std::ptrdiff_t>::max();
  EXPECT_THROW(permits.release(most - 1), std::overflow_error) << "2 + (max - 1) can't be counted";
  EXPECT_EQ(permits.value(), 2) << "a refused call must change nothing";
  Semaphore nearly_full(most - 1);
  nearly_full.release();
  EXPECT_EQ(nearly_full.value(), most);
  EXPECT_THROW(nearly_full.release(), std::overflow_error);
}

GRADED_TEST(Semaphore, FiveThreadsTryingTwiceForThreePermitsGetExactlyThree, 1) {
  Semaphore permits(3);
  Tally granted{0};
  RunTogether(5, [&](int) {
    for (int turn = 0; turn < 2; ++turn) {
      if (permits.try_acquire()) Raise(granted);
    }
  });
  EXPECT_EQ(Read(granted), 3) << "ten tries for three permits: a try fails only when none is free";
  EXPECT_EQ(permits.value(), 0);
}

GRADED_TEST(Semaphore, ATryNeverFailsWhileAPermitIsFree, 2) {
  Semaphore permits(3);
  RunTogether(3, [&](int) {
    EXPECT_TRUE(permits.try_acquire()) << "three permits, three tries: another's try is no reason";
  });
  EXPECT_EQ(permits.value(), 0);
}

GRADED_TEST(Semaphore, WhatWasWrittenBeforeReleaseIsSeenAfterAcquire, 1) {
  Semaphore ready(0), taken(0);
  int letter = 0;
  RunTogether({[&] {
                 letter = 42;
                 ready.release();
                 taken.acquire();
                 EXPECT_EQ(letter, 43) << "written before the release that let this thread on";
               },
               [&] {
                 ready.acquire();
                 EXPECT_EQ(letter, 42) << "written before the release that let this thread on";
                 letter = 43;
                 taken.release();
               }});
}

GRADED_TEST(Semaphore, OnePermitGuardsPlainDataInEveryWayOfTakingIt, 1) {
  Semaphore permit(1);
  int total = 0;
  RunTogether({[&] {
                 permit.acquire();
                 ++total;
                 permit.release();
               },
               [&] {
                 if (!permit.try_acquire()) permit.acquire();
                 ++total;
                 permit.release();
               },
               [&] {
                 ASSERT_TRUE(permit.try_acquire_for(hours(1))) << "each holds it but a moment";
                 ++total;
                 permit.release();
               }});
  EXPECT_EQ(total, 3);
}

GRADED_TEST(Semaphore, NobodyGetsOnWithoutAPermit, 2) {
  Semaphore permits(0);
  Tally released{0}, granted{0};
  const auto get_on = [&] {
    permits.acquire();
    EXPECT_LE(Raise(granted), Read(released)) << "more threads got on than permits were released";
    EXPECT_GE(permits.value(), 0) << "fewer than no permits";
  };
  RunTogether({get_on, get_on, [&] {
                 for (int turn = 0; turn < 2; ++turn) {
                   Raise(released);
                   permits.release();
                   EXPECT_GE(permits.value(), 0) << "fewer than no permits";
                 }
               }});
  EXPECT_EQ(permits.value(), 0);
}

GRADED_TEST(Semaphore, AReleaseReachesAThreadOnItsWayToSleep, 2) {
  Semaphore permits(0);
  RunTogether({[&] { permits.acquire(); }, [&] { permits.release(); }});
  EXPECT_EQ(permits.value(), 0);
}

GRADED_TEST(Semaphore, ReleaseOfThreeLetsThreeWaitersOn, 1) {
  Semaphore permits(0);
  const auto wait = [&] { permits.acquire(); };
  RunTogether({wait, wait, [&] { EXPECT_TRUE(permits.try_acquire_for(nanoseconds::max())); },
               [&] { permits.release(3); }});
  EXPECT_EQ(permits.value(), 0);
  EXPECT_FALSE(permits.try_acquire_for(milliseconds(1))) << "a fourth one got on, on three permits";
}

GRADED_TEST(Semaphore, EveryReleaseLetsOneWaiterOn, 2) {
  Semaphore permits(0);
  RunTogether({[&] { permits.acquire(); },
               [&] { EXPECT_TRUE(permits.try_acquire_for(nanoseconds::max())); },
               [&] {
                 permits.release();
                 permits.release();
               }});
  EXPECT_EQ(permits.value(), 0);
}

GRADED_TEST(Semaphore, TwoPermitsAdmitTwoAtOnceAndNeverThree, 1) {
  Semaphore permits(2);
  Tally inside{0};
  checker::MeetingPoint both_inside(2);
  RunTogether(3, [&](int) {
    SemaphoreGuard guard(permits);
    EXPECT_LE(Raise(inside), 2) << "three threads inside on two permits";
    both_inside.Meet();
    Lower(inside);
  });
}

GRADED_TEST(Semaphore, ATimedCallTakesWhatIsThereWhateverItsTime, 1) {
  Semaphore permits(5);
  const auto start = Clock::now();
  EXPECT_TRUE(permits.try_acquire_for(milliseconds(0)));
  EXPECT_TRUE(permits.try_acquire_for(milliseconds(-5)));
  EXPECT_TRUE(permits.try_acquire_for(hours::min()));
  EXPECT_TRUE(permits.try_acquire_for(hours(1)));
  EXPECT_TRUE(permits.try_acquire_until(start - hours(1)));
  EXPECT_EQ(permits.value(), 0);
  EXPECT_FALSE(permits.try_acquire_for(hours(0))) << "true, but there was no permit to take";
  EXPECT_FALSE(permits.try_acquire_for(nanoseconds::min()));
  EXPECT_FALSE(permits.try_acquire_until(start - hours(1)));
  if (checker::Controlled()) EXPECT_EQ(Clock::now(), start) << "none of these calls may wait";
}

GRADED_TEST(Semaphore, ATimedCallGivesUpWhenItsTimeIsOver, 1) {
  Semaphore permits(0);
  auto start = Clock::now();
  EXPECT_FALSE(permits.try_acquire_for(milliseconds(20))) << "true, but there was no permit";
  EXPECT_GE(Clock::now() - start, milliseconds(20)) << "it gave up too early";
  if (checker::Controlled()) EXPECT_LT(Clock::now() - start, milliseconds(40)) << "much too late";
  start = Clock::now();
  EXPECT_FALSE(permits.try_acquire_until(start + milliseconds(20)));
  EXPECT_GE(Clock::now() - start, milliseconds(20)) << "it gave up too early";
  EXPECT_FALSE(permits.try_acquire_for(std::chrono::duration<double>(0.01)));
  start = Clock::now();
  EXPECT_FALSE(permits.try_acquire_for(microseconds(500)));
  EXPECT_GE(Clock::now() - start, microseconds(500)) << "half a millisecond is a time as well";
  EXPECT_EQ(permits.value(), 0);
}

GRADED_TEST(Semaphore, TheLongestTimeIsForEver, 1) {
  Semaphore permits(0);
  RunTogether(
      {[&] {
         EXPECT_TRUE(permits.try_acquire_for(nanoseconds::max())) << "gave up at once";
         EXPECT_TRUE(permits.try_acquire_for(hours::max())) << "gave up at once";
       },
       [&] { EXPECT_TRUE(permits.try_acquire_until(Clock::time_point::max())) << "gave up"; },
       [&] {
         for (int turn = 0; turn < 3; ++turn) permits.release();
       }});
}

GRADED_TEST(Semaphore, ATimeOutDuringAReleaseLosesNoPermit, 2) {
  Semaphore permits(0);
  RunTogether({[&] {
                 if (permits.try_acquire_for(milliseconds(10))) permits.release();
               },
               [&] { permits.acquire(); },
               [&] {
                 checker::WorkFor(milliseconds(10));
                 permits.release();
               }});
  EXPECT_EQ(permits.value(), 0) << "one permit was released and one thread took it for good";
}

GRADED_TEST(Semaphore, ATimeOutDuringAReleaseMakesNoPermit, 1) {
  Semaphore permits(0);
  bool got = false;
  RunTogether({[&] { got = permits.try_acquire_for(milliseconds(10)); },
               [&] {
                 checker::WorkFor(milliseconds(10));
                 permits.release();
               }});
  if (!got) EXPECT_TRUE(permits.try_acquire()) << "one permit was released, nobody has it";
  EXPECT_FALSE(permits.try_acquire_for(milliseconds(1))) << "one was released, and two got on";
}

GRADED_TEST(Semaphore, AReleaseReachesATimedWaiterBeforeItsTimeIsOver, 1) {
  Semaphore permits(0);
  RunTogether({[&] {
                 const auto start = Clock::now();
                 EXPECT_TRUE(permits.try_acquire_for(hours(1)));
                 if (!checker::Controlled()) return;
                 EXPECT_LT(Clock::now() - start, std::chrono::minutes(1))
                     << "a permit was there, but it slept on until its time was over";
               },
               [&] { permits.release(); }});
}

GRADED_TEST(Semaphore, WhoWaitsForAPermitSleeps, 1) {
  const milliseconds long_time = checker::Controlled() ? hours(100) : milliseconds(20);
  Semaphore permit(1);
  const auto work = [&] {
    SemaphoreGuard guard(permit);
    checker::WorkFor(long_time);
  };
  RunTogether({work, work, [&] {
                 ASSERT_TRUE(permit.try_acquire_for(100 * long_time));
                 permit.release();
               }});
}

GRADED_TEST(Semaphore, WakeUpsThatBringNoPermitBuyNoTime, 1) {
  Semaphore permits(0);
  RunTogether({[&] {
                 const auto start = Clock::now();
                 permits.try_acquire_for(milliseconds(100));
                 if (!checker::Controlled()) return;
                 EXPECT_LT(Clock::now() - start, milliseconds(150))
                     << "100 ms from the call, not from the last wake-up";
               },
               [&] {
                 for (int turn = 0; turn < 2; ++turn) {
                   checker::WorkFor(milliseconds(60));
                   permits.release();
                   permits.try_acquire();  // often snatched back before the other has looked
                 }
               }});
}

GRADED_TEST(Semaphore, AnybodyMayLookWhileOthersComeAndGo, 2) {
  Semaphore permits(1);
  const auto come_and_go = [&] {
    permits.acquire();
    permits.release();
  };
  RunTogether({come_and_go, come_and_go, [&] {
                 for (int look = 0; look < 2; ++look) {
                   const std::ptrdiff_t seen = permits.value();
                   EXPECT_TRUE(seen == 0 || seen == 1) << "saw a value of " << seen;
                 }
               }});
  EXPECT_EQ(permits.value(), 1);
}

GRADED_TEST(Semaphore, AGuardGivesItsPermitBackWhenAnExceptionPasses, 1) {
  Semaphore permits(1);
  RunTogether(2, [&](int) {
    try {
      SemaphoreGuard guard(permits);
      throw std::runtime_error("something went wrong inside");
    } catch (const std::runtime_error&) {
    }
  });
  EXPECT_EQ(permits.value(), 1);
}

// The first program of the lessons. Twenty threads under the explorer, a hundred with real threads.
GRADED_TEST(Semaphore, OfManyThreadsFiveAtMostAreConnected, 1) {
  Semaphore connections(5);
  Tally connected{0};
  RunTogether(checker::Controlled() ? 20 : 100, [&](int) {
    SemaphoreGuard guard(connections);
    EXPECT_LE(Raise(connected), 5) << "more than five threads were connected at once";
    Lower(connected);
  });
  EXPECT_EQ(connections.value(), 5);
}

}  // namespace

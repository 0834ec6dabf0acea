#include "barrier.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <set>
#include <stdexcept>

#include "checker/testing/workbook_test.h"

namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;
using std::chrono::steady_clock;

GRADED_TEST(Barrier, NobodyGoesOnBeforeAllHaveCome, 2) {
  Barrier barrier(3);
  int came[3] = {};
  int numbers[3] = {};
  checker::RunTogether(3, [&](int id) {
    came[id] = 1;
    numbers[id] = barrier.wait();
    EXPECT_EQ(came[0] + came[1] + came[2], 3) << "went on although somebody was missing";
  });
  EXPECT_EQ(std::set<int>(numbers, numbers + 3), (std::set<int>{0, 1, 2}));
  EXPECT_EQ(barrier.parties(), 3);
  EXPECT_EQ(barrier.n_waiting(), 0);
}

GRADED_TEST(Barrier, EveryRoundGivesEachNumberOnceHoweverFastSomeAre, 3) {
  constexpr int kRounds = 3;
  Barrier barrier(2);
  int numbers[kRounds][2];
  std::atomic<int> rounds_begun[2] = {};
  checker::RunTogether(2, [&](int id) {
    for (int round = 0; round < kRounds; ++round) {
      rounds_begun[id].store(round + 1, std::memory_order_relaxed);
      numbers[round][id] = barrier.wait();
      EXPECT_EQ(rounds_begun[1 - id].load(std::memory_order_relaxed), round + 1)
          << "one thread counted for two";
      barrier.wait();
    }
  });
  for (const auto& pair : numbers) EXPECT_EQ(pair[0] + pair[1], 1) << "one gets 0, the other 1";
}

GRADED_TEST(Barrier, TheActionRunsOnceARoundBeforeAnybodyLeaves, 2) {
  std::atomic<int> rounds{0};
  Barrier barrier(3, [&] { rounds.fetch_add(1, std::memory_order_relaxed); });
  checker::RunTogether(3, [&](int) {
    for (int round = 1; round <= 3; ++round) {
      barrier.wait();
      EXPECT_EQ(rounds.load(std::memory_order_relaxed), round)
          << "the action runs once a round, by the last to come";
    }
  });
  EXPECT_EQ(rounds, 3);
}

GRADED_TEST(Barrier, TheActionMayAskTheBarrier, 1) {
  Barrier* asked = nullptr;
  Barrier barrier(2, [&] {
    EXPECT_EQ(asked->n_waiting(), 0) << "the round is full, and nobody has come to the next one";
    EXPECT_FALSE(asked->broken());
  });
  asked = &barrier;
  checker::RunTogether(2, [&](int) { barrier.wait(); });
}

GRADED_TEST(Barrier, AThrowingActionBreaksTheBarrier, 2) {
  Barrier barrier(3, [] { throw 42; });  // no std::exception: an action may throw anything
  std::atomic<int> got_it{0}, got_broken{0};
  checker::RunTogether(3, [&](int) {
    try {
      barrier.wait();
      ADD_FAILURE() << "the action threw, and wait() returned";
    } catch (int) {
      got_it.fetch_add(1, std::memory_order_relaxed);
    } catch (const BrokenBarrier&) {
      got_broken.fetch_add(1, std::memory_order_relaxed);
    }
  });
  EXPECT_EQ(got_it, 1) << "the thread that ran the action gets what it threw";
  EXPECT_EQ(got_broken, 2);
  EXPECT_TRUE(barrier.broken());
  EXPECT_THROW(barrier.wait(), BrokenBarrier);
}

GRADED_TEST(Barrier, WhoRunsOutOfTimeBreaksItForAll, 2) {
  Barrier barrier(3);
  checker::RunTogether({
      [&] {
        const auto start = steady_clock::now();
        EXPECT_THROW(barrier.wait(1s), BrokenBarrier);
        checker::ExpectAbout(steady_clock::now() - start, 1s);
      },
      [&] { EXPECT_THROW(barrier.wait(), BrokenBarrier); },
  });
  EXPECT_TRUE(barrier.broken());
  EXPECT_EQ(barrier.n_waiting(), 0);
  EXPECT_THROW(barrier.wait(), BrokenBarrier) << "broken until reset()";
}

GRADED_TEST(Barrier, TheConstructorsTimeLimitIsForWaitsWithoutOne, 1) {
  Barrier barrier(2, {}, 2s);
  const auto start = steady_clock::now();
  EXPECT_THROW(barrier.wait(), BrokenBarrier);
  checker::ExpectAbout(steady_clock::now() - start, 2s);
  barrier.reset();
  checker::RunTogether({
      [&] { EXPECT_NO_THROW(barrier.wait(1h)); },
      [&] {
        checker::WorkFor(checker::Controlled() ? 25s : 3s);
        EXPECT_NO_THROW(barrier.wait()) << "the other one's limit is an hour, not two seconds";
      },
  });
}

GRADED_TEST(Barrier, InAFullRoundNoTimeRunsOut, 1) {
  Barrier barrier(
      2, [] { checker::WorkFor(5s); }, 1s);
  checker::RunTogether({
      [&] { EXPECT_NO_THROW(barrier.wait()); },
      [&] { EXPECT_NO_THROW(barrier.wait(1s)) << "all had come; the action may take its time"; },
  });
  EXPECT_FALSE(barrier.broken());
}

GRADED_TEST(Barrier, AbortThrowsOutThoseWhoWaitAndAllToCome, 1) {
  Barrier barrier(3);
  const auto waiter = [&] { EXPECT_THROW(barrier.wait(), BrokenBarrier); };
  checker::RunTogether({waiter, waiter, [&] { barrier.abort(); }});
  EXPECT_TRUE(barrier.broken());
  EXPECT_EQ(barrier.n_waiting(), 0);
  EXPECT_THROW(barrier.wait(0s), BrokenBarrier);
}

GRADED_TEST(Barrier, ResetThrowsOutThoseWhoWaitAndForgetsThem, 2) {
  Barrier barrier(3);
  checker::RunTogether({
      [&] { EXPECT_THROW(barrier.wait(), BrokenBarrier); },
      [&] {
        checker::UntilTheOthersWait();
        EXPECT_EQ(barrier.n_waiting(), 1);
        barrier.reset();
      },
  });
  EXPECT_EQ(barrier.n_waiting(), 0) << "who was thrown out is no longer counted";
  EXPECT_FALSE(barrier.broken()) << "after reset() the barrier is sound";
}

GRADED_TEST(Barrier, WhoComesAfterTheResetJoinsTheNewRound, 1) {
  Barrier barrier(2);
  checker::RunTogether({
      [&] {
        EXPECT_THROW(barrier.wait(), BrokenBarrier);
        EXPECT_NO_THROW(barrier.wait());
      },
      [&] {
        checker::UntilTheOthersWait();
        barrier.reset();
        EXPECT_NO_THROW(barrier.wait());
      },
  });
}

GRADED_TEST(Barrier, ResetMendsABrokenBarrierAndDoesNoHarmToASoundOne, 1) {
  Barrier barrier(2);
  barrier.reset();
  checker::RunTogether(2, [&](int) { EXPECT_NO_THROW(barrier.wait()); });
  barrier.abort();
  barrier.reset();
  EXPECT_FALSE(barrier.broken());
  checker::RunTogether(2, [&](int) { EXPECT_NO_THROW(barrier.wait()); });
}

GRADED_TEST(Barrier, ResetDoesNotTouchAFullRound, 1) {
  Barrier barrier(2, [] { checker::WorkFor(2s); });
  checker::RunTogether({
      [&] { EXPECT_NO_THROW(barrier.wait()); },
      [&] { EXPECT_NO_THROW(barrier.wait()); },
      [&] {
        checker::WorkFor(1s);
        barrier.reset();
      },
  });
  EXPECT_FALSE(barrier.broken());
}

GRADED_TEST(Barrier, AnAbortDuringTheActionIsNotUndoneByItsEnd, 1) {
  Barrier barrier(2, [] { checker::WorkFor(2s); });
  const auto either_way = [&] {
    try {
      barrier.wait();
    } catch (const BrokenBarrier&) {
    }
  };
  checker::RunTogether({either_way, either_way, [&] {
                          checker::WorkFor(1s);
                          barrier.abort();
                        }});
  EXPECT_TRUE(barrier.broken()) << "it was aborted, and nobody has called reset()";
}

GRADED_TEST(Barrier, AnyoneMayAskAtAnyTime, 1) {
  Barrier barrier(2);
  checker::RunTogether({
      [&] { EXPECT_THROW(barrier.wait(1s), BrokenBarrier); },
      [&] {
        EXPECT_LE(barrier.n_waiting(), 1);
        EXPECT_EQ(barrier.parties(), 2);
        if (barrier.broken()) EXPECT_EQ(barrier.n_waiting(), 0);
      },
      [&] { barrier.abort(); },
  });
}

GRADED_TEST(Barrier, MoreThreadsThanPartiesMakeMoreRounds, 1) {
  Barrier barrier(2);
  std::atomic<int> sum{0};
  checker::RunTogether(4, [&](int) { sum.fetch_add(barrier.wait(), std::memory_order_relaxed); });
  EXPECT_EQ(sum, 2) << "two rounds, each with a 0 and a 1";
}

GRADED_TEST(Barrier, OnePartyPassesAtOnceAndFewerAreRefused, 1) {
  int runs = 0;
  Barrier barrier(1, [&] { ++runs; });
  EXPECT_EQ(barrier.wait(), 0);
  EXPECT_EQ(barrier.wait(0s), 0) << "the last to come needs no time";
  EXPECT_EQ(runs, 2);
  EXPECT_THROW(Barrier(0), std::invalid_argument);
  EXPECT_THROW(Barrier(-1), std::invalid_argument);
}

GRADED_TEST(Barrier, NoTimeBreaksAtOnceAndTheLongestTimeIsForEver, 1) {
  Barrier barrier(2);
  const auto start = steady_clock::now();
  EXPECT_THROW(barrier.wait(0s), BrokenBarrier);
  barrier.reset();
  EXPECT_THROW(barrier.wait(nanoseconds::min()), BrokenBarrier);
  checker::ExpectAbout(steady_clock::now() - start, 0s);
  barrier.reset();
  checker::RunTogether({
      [&] { EXPECT_NO_THROW(barrier.wait(nanoseconds::max() - 1min)); },
      [&] {
        checker::WorkFor(1s);
        EXPECT_NO_THROW(barrier.wait(0s));
      },
  });
}

GRADED_TEST(Barrier, AResetRightAfterTheAbortTakesNobodyBack, 1) {
  checker::StuckMeansLostWakeUp();
  Barrier barrier(2);
  checker::RunTogether({
      [&] { EXPECT_THROW(barrier.wait(), BrokenBarrier); },
      [&] {
        checker::UntilTheOthersWait();
        barrier.abort();
        barrier.reset();
      },
  });
  EXPECT_FALSE(barrier.broken());
  EXPECT_EQ(barrier.n_waiting(), 0);
}

GRADED_TEST(Barrier, AtTheDeadlineEitherAllPassOrNobody, 1) {
  Barrier barrier(2);
  std::atomic<int> passed{0};
  const auto come = [&](nanoseconds late, nanoseconds limit) {
    if (late > 0s) checker::WorkFor(late);
    try {
      barrier.wait(limit);
      passed.fetch_add(1, std::memory_order_relaxed);
    } catch (const BrokenBarrier&) {
    }
  };
  checker::RunTogether({[&] { come(0s, 1s); }, [&] { come(1s, 1h); }});
  EXPECT_NE(passed, 1) << "one went on, the other was thrown out";
  EXPECT_EQ(barrier.broken(), passed == 0);
}

// Two threads make the round full; one more comes while its action runs.
void WhileTheActionRuns(Barrier& barrier, const std::function<void()>& third) {
  const auto either_way = [&] {
    try {
      barrier.wait();
    } catch (...) {
    }
  };
  checker::RunTogether({either_way, either_way, [&] {
                          checker::WorkFor(1s);
                          const auto start = steady_clock::now();
                          third();
                          EXPECT_LE(steady_clock::now() - start, 1min);
                        }});
  EXPECT_TRUE(barrier.broken());
}

GRADED_TEST(Barrier, WhoWaitsForTheNextRoundRunsOutOfTimeToo, 1) {
  Barrier barrier(2, [] { checker::WorkFor(1h); });
  WhileTheActionRuns(barrier, [&] {
    EXPECT_THROW(barrier.wait(2s), BrokenBarrier)
        << "its round is not full, whatever the last does";
  });
}

GRADED_TEST(Barrier, WhoWaitsForTheNextRoundIsThrownOutToo, 1) {
  Barrier throwing(2, [] {
    checker::WorkFor(2s);
    throw std::logic_error("no");
  });
  WhileTheActionRuns(throwing, [&] { EXPECT_THROW(throwing.wait(), BrokenBarrier); });
  Barrier aborted(2, [] { checker::WorkFor(1h); });
  WhileTheActionRuns(aborted, [&] {
    checker::RunTogether({
        [&] { EXPECT_THROW(aborted.wait(), BrokenBarrier); },
        [&] {
          checker::UntilTheOthersWait();
          aborted.abort();
        },
    });
  });
}

}  // namespace

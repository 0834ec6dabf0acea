#include "reusable_barrier.h"

#include <array>
#include <atomic>
#include <chrono>
#include <stdexcept>

#include "checker/testing/workbook_test.h"

namespace {

using checker::RunTogether;

// Tallies that order nothing between threads, so that they hide no data race.
using Tally = std::atomic<int>;
int Raise(Tally& tally) { return tally.fetch_add(1, std::memory_order_relaxed) + 1; }
int Read(const Tally& tally) { return tally.load(std::memory_order_relaxed); }

constexpr int kMostRounds = 4;

// `parties` threads meet `rounds` times; nobody may leave a round before all have come to it.
void MeetInRounds(int parties, int rounds) {
  TurnstileBarrier barrier(parties);
  std::array<Tally, kMostRounds> came{};
  RunTogether(parties, [&](int) {
    for (int round = 0; round < rounds; ++round) {
      Raise(came[round]);
      barrier.Wait();
      EXPECT_EQ(Read(came[round]), parties)
          << "a thread left round " << round << " before all had come to it";
    }
  });
}

GRADED_TEST(ReusableBarrier, LetsNobodyOnBeforeAllHaveCome, 2) { MeetInRounds(3, 1); }

GRADED_TEST(ReusableBarrier, TwoThreadsMeetInFourRounds, 2) { MeetInRounds(2, 4); }

GRADED_TEST(ReusableBarrier, ThreeThreadsMeetInThreeRounds, 2) { MeetInRounds(3, 3); }

GRADED_TEST(ReusableBarrier, FourThreadsMeetInTwoRounds, 1) { MeetInRounds(4, 2); }

GRADED_TEST(ReusableBarrier, EveryPartyGetsAnIndexOfItsOwnInEveryRound, 3) {
  constexpr int kParties = 3;
  TurnstileBarrier barrier(kParties);
  std::array<std::array<Tally, kParties>, 3> given{};
  RunTogether(kParties, [&](int) {
    for (auto& round : given) {
      const int index = barrier.Wait();
      ASSERT_TRUE(index >= 0 && index < kParties) << "index " << index << " of 0 to 2";
      EXPECT_EQ(Raise(round[index]), 1) << "index " << index << " was given twice in a round";
    }
  });
}

GRADED_TEST(ReusableBarrier, WhatWasWrittenBeforeIsSeenAfterwards, 2) {
  TurnstileBarrier barrier(2);
  std::array<int, 2> written{};
  RunTogether(2, [&](int me) {
    for (int round = 1; round <= 2; ++round) {
      written[me] = round;
      barrier.Wait();
      EXPECT_EQ(written[1 - me], round) << "the other wrote this before it came to the barrier";
      barrier.Wait();  // both have read: both may write again
    }
  });
}

GRADED_TEST(ReusableBarrier, EveryPartySeesWhatEveryOtherWrote, 1) {
  TurnstileBarrier barrier(3);
  std::array<int, 3> written{};
  RunTogether(3, [&](int me) {
    written[me] = 1;
    barrier.Wait();
    EXPECT_EQ(written[0] + written[1] + written[2], 3);
  });
}

GRADED_TEST(ReusableBarrier, AFastThreadCannotLapASlowOne, 3) {
  using std::chrono::hours, std::chrono::milliseconds;
  const milliseconds long_time = checker::Controlled() ? hours(100) : milliseconds(1);
  TurnstileBarrier barrier(2);
  std::array<Tally, 3> came{};
  RunTogether({[&] {  // does nothing between two rounds
                 for (Tally& round : came) {
                   Raise(round);
                   barrier.Wait();
                 }
                 EXPECT_EQ(Read(came[2]), 2) << "the fast one was through before the slow one came";
               },
               [&] {
                 for (Tally& round : came) {
                   checker::WorkFor(long_time);  // the fast one sleeps meanwhile
                   Raise(round);
                   barrier.Wait();
                   EXPECT_EQ(Read(round), 2) << "the slow one left before the fast one had come";
                 }
               }});
}

GRADED_TEST(ReusableBarrier, WhoeverWorksBetweenRoundsIsWaitedFor, 1) {
  TurnstileBarrier barrier(3);
  int sum = 0;  // written by one of them in each round, read by all after it
  RunTogether(3, [&](int me) {
    for (int round = 0; round < 3; ++round) {
      if (round == me) sum += 1;
      barrier.Wait();
      EXPECT_EQ(sum, round + 1) << "the sum of a round must be ready when the round is over";
      barrier.Wait();
    }
  });
}

GRADED_TEST(ReusableBarrier, OneThreadMayMeetOthersAtTwoBarriers, 1) {
  TurnstileBarrier pair(2), all(3);
  std::array<Tally, 3> came{};
  const auto meet_all = [&] {
    for (Tally& round : came) {
      Raise(round);
      all.Wait();
      EXPECT_EQ(Read(round), 3) << "a thread left before all had come";
    }
  };
  const auto meet_in_pair_first = [&] {
    pair.Wait();
    meet_all();
  };
  RunTogether({meet_in_pair_first, meet_in_pair_first, meet_all});
}

GRADED_TEST(ReusableBarrier, TheOneWithTheIndexZeroMayTidyUpAlone, 1) {
  TurnstileBarrier barrier(2);
  int tidied = 0;
  RunTogether(2, [&](int) {
    if (barrier.Wait() == 0) ++tidied;
    barrier.Wait();
    EXPECT_EQ(tidied, 1) << "exactly one of them has the index 0";
  });
}

GRADED_TEST(ReusableBarrier, OnePartyAlonePassesAtOnce, 1) {
  TurnstileBarrier barrier(1);
  for (int round = 0; round < 3; ++round) EXPECT_EQ(barrier.Wait(), 0);
}

GRADED_TEST(ReusableBarrier, ForFewerThanOnePartyThereIsNoBarrier, 1) {
  TurnstileBarrier barrier(1);
  ASSERT_EQ(barrier.Wait(), 0);
  EXPECT_THROW(TurnstileBarrier(0), std::invalid_argument);
  EXPECT_THROW(TurnstileBarrier(-1), std::invalid_argument);
}

}  // namespace

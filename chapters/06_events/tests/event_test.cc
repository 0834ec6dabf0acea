#include "event.h"

#include <atomic>
#include <chrono>

#include "checker/testing/workbook_test.h"

namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;
using std::chrono::steady_clock;

GRADED_TEST(Event, TheFlagStartsDown, 1) {
  Event event;
  EXPECT_FALSE(event.is_set());
  EXPECT_FALSE(event.wait_for(0s));
}

GRADED_TEST(Event, SetAndClearMoveTheFlagHoweverOftenTheyAreRepeated, 1) {
  Event event;
  event.set();
  event.set();
  EXPECT_TRUE(event.is_set());
  EXPECT_TRUE(event.wait());
  event.clear();
  event.clear();
  EXPECT_FALSE(event.is_set()) << "one clear() undoes any number of set()s";
  EXPECT_FALSE(event.wait_for(0s));
  event.set();
  EXPECT_TRUE(event.wait());
}

GRADED_TEST(Event, SetLetsEveryWaiterGo, 2) {
  Event event;
  const auto start = steady_clock::now();
  checker::RunTogether({
      [&] { EXPECT_TRUE(event.wait()); },
      [&] { EXPECT_TRUE(event.wait()); },
      [&] { EXPECT_TRUE(event.wait_for(1h)); },
      [&] { event.set(); },
  });
  EXPECT_TRUE(event.is_set());
  EXPECT_LE(steady_clock::now() - start, 1min) << "who waits with a time limit was not woken";
}

GRADED_TEST(Event, AClearRightAfterTheSetTakesNobodyBack, 3) {
  checker::StuckMeansLostWakeUp();
  Event event;
  checker::RunTogether({
      [&] { EXPECT_TRUE(event.wait()); },
      [&] { EXPECT_TRUE(event.wait()); },
      [&] {
        checker::UntilTheOthersWait();
        event.set();
        event.clear();
      },
  });
  EXPECT_FALSE(event.is_set());
}

GRADED_TEST(Event, ATimedWaiterToldOfASetReturnsTrueThoughTheFlagIsDownAgain, 1) {
  Event event;
  checker::RunTogether({
      [&] {
        const auto start = steady_clock::now();
        EXPECT_TRUE(event.wait_for(10s)) << "a set() came in time, only a clear() hid it";
        checker::ExpectAbout(steady_clock::now() - start, 100ms);
      },
      [&] {
        checker::UntilTheOthersWait();
        event.set();
        event.clear();
      },
  });
}

GRADED_TEST(Event, WhoComesAfterTheClearWaitsForTheNextSet, 2) {
  Event event;
  event.set();
  event.clear();
  std::atomic<bool> raised{false};
  const auto waiter = [&] {
    EXPECT_TRUE(event.wait());
    EXPECT_TRUE(raised.load(std::memory_order_relaxed))
        << "wait() returned, but nobody called set()";
  };
  checker::RunTogether({
      waiter,
      waiter,
      [&] {
        event.clear();
        raised.store(true, std::memory_order_relaxed);
        event.set();
      },
  });
}

GRADED_TEST(Event, AWakeUpForNoReasonIsNotASet, 1) {
  Event event;
  checker::RunTogether(2, [&](int) {
    EXPECT_FALSE(event.wait_for(3s)) << "wait_for() returned true, but nobody called set()";
  });
}

GRADED_TEST(Event, WhatWasWrittenBeforeSetIsSeenByThoseItLetsGo, 2) {
  Event event;
  int message = 0;
  checker::RunTogether({
      [&] {
        event.wait();
        EXPECT_EQ(message, 42);
      },
      [&] {
        event.wait_for(1h);
        EXPECT_EQ(message, 42);
      },
      [&] {
        message = 42;
        event.set();
      },
  });
}

GRADED_TEST(Event, WhoSeesTheFlagUpSeesWhatWasWrittenBefore, 2) {
  Event event;
  int message = 0;
  checker::RunTogether({
      [&] {
        for (int i = 0; i < 3; ++i) {
          if (event.is_set()) EXPECT_EQ(message, 42);
        }
      },
      [&] {
        message = 42;
        event.set();
      },
  });
}

GRADED_TEST(Event, ATimedWaitGivesUpAtItsDeadlineWhateverHappensMeanwhile, 2) {
  Event event;
  checker::RunTogether({
      [&] {
        const auto start = steady_clock::now();
        EXPECT_FALSE(event.wait_for(2500ms)) << "nobody raised the flag";
        checker::ExpectAbout(steady_clock::now() - start, 2500ms);
      },
      [&] {
        const auto deadline = steady_clock::now() + 2s;
        EXPECT_FALSE(event.wait_until(deadline)) << "nobody raised the flag";
        checker::ExpectAbout(steady_clock::now() - deadline, 0s);
      },
      [&] {
        for (int i = 0; i < 4; ++i) {
          checker::WorkFor(450ms);
          event.clear();  // the flag is down already: nothing happens
          EXPECT_FALSE(event.is_set());
        }
      },
  });
}

GRADED_TEST(Event, WhoWaitsSleeps, 1) {
  const nanoseconds long_time = checker::Controlled() ? nanoseconds(100h) : nanoseconds(20ms);
  Event event;
  checker::RunTogether({
      [&] { EXPECT_TRUE(event.wait()); },
      [&] {
        checker::WorkFor(long_time);
        event.set();
      },
  });
}

GRADED_TEST(Event, ZeroOrLessLooksAtTheFlagAndDoesNotWait, 1) {
  Event event;
  const auto start = steady_clock::now();
  const auto past = start - 1h;
  EXPECT_FALSE(event.wait_for(0s));
  EXPECT_FALSE(event.wait_for(-5s));
  EXPECT_FALSE(event.wait_for(nanoseconds::min()));
  EXPECT_FALSE(event.wait_until(past));
  event.set();
  EXPECT_TRUE(event.wait_for(0s)) << "the flag is up: no time is needed to see that";
  EXPECT_TRUE(event.wait_for(nanoseconds::min()));
  EXPECT_TRUE(event.wait_until(past));
  checker::ExpectAbout(steady_clock::now() - start, 0s);
}

GRADED_TEST(Event, TheLongestTimesAreForEver, 1) {
  Event event;
  checker::RunTogether({
      [&] { EXPECT_TRUE(event.wait_for(nanoseconds::max())); },
      [&] { EXPECT_TRUE(event.wait_for(nanoseconds::max() - 1min)) << "now + duration overflows"; },
      [&] { EXPECT_TRUE(event.wait_until(steady_clock::time_point::max())); },
      [&] {
        checker::WorkFor(1s);
        event.set();
      },
  });
}

GRADED_TEST(Event, ReinitLeavesTheFlagAsItIs, 1) {
  Event event;
  const auto down = [&] {
    event.reinit();
    return !event.is_set() && !event.wait_for(1s);
  };
  const auto up = [&] {
    event.reinit();
    return event.is_set() && event.wait();
  };
  // In a child, which it is for: it may give up the memory of what it constructs anew.
  EXPECT_TRUE(checker::WorksInAChild(down))
      << "after reinit() a flag that was down is no longer down";
  event.set();
  EXPECT_TRUE(checker::WorksInAChild(up))
      << "what has happened before the fork stays true after it";
}

GRADED_TEST(Event, TheChildOfAForkNeedsNobodyElseToGoOn, 1) {
  Event event;
  const auto child = [&] {
    event.reinit();
    event.set();
    const bool up = event.is_set() && event.wait();
    event.clear();
    return up && !event.wait_for(1s);
  };
  checker::RunTogether({
      [&] {
        event.set();
        event.clear();
        event.set();
      },
      [&] {
        EXPECT_TRUE(checker::WorksInAChild(child))
            << "after reinit() the event did not work in the child";
      },
  });
}

GRADED_TEST(Event, EveryOneOfSeveralPulsesLetsEverybodyGo, 1) {
  checker::StuckMeansLostWakeUp();
  Event event;
  checker::RunTogether({
      [&] { EXPECT_TRUE(event.wait()); },
      [&] { EXPECT_TRUE(event.wait()); },
      [&] {
        checker::UntilTheOthersWait();
        for (int i = 0; i < 2; ++i) {
          event.set();
          event.clear();
        }
      },
  });
}

GRADED_TEST(Event, WhoComesAfterTheClearTakesNothingFromThoseWhoWereThere, 1) {
  checker::StuckMeansLostWakeUp();
  Event event;
  checker::RunTogether({
      [&] { EXPECT_TRUE(event.wait()); },
      [&] {
        checker::UntilTheOthersWait();
        event.set();
        event.clear();
        EXPECT_FALSE(event.wait_for(1s)) << "nobody has called set() since the clear()";
      },
  });
}

}  // namespace

// What the users of a Gil can rely on. Time is virtual: it stands still while anybody can go on,
// so a thread that looks at the clock after each wait knows exactly how long it waited.
#include "gil.h"

#include <chrono>
#include <cstdint>
#include <system_error>

#include "checker/testing/workbook_test.h"

namespace {

using namespace std::chrono_literals;
using checker::RunTogether;
using checker::WorkFor;
using std::chrono::microseconds;
using std::chrono::nanoseconds;
using std::chrono::steady_clock;

nanoseconds Since(steady_clock::time_point start) { return steady_clock::now() - start; }

// Time moves only when nobody can go on, so whoever comes later than another finds it where its own
// next sleep or wait is.
void ComeLater() { WorkFor(1ms); }

constexpr nanoseconds kAtOnce = 100us;

GRADED_TEST(Gil, AThreadHoldsItFromAcquireToRelease, 1) {
  Gil gil;
  EXPECT_FALSE(gil.held_by_current_thread());
  RunTogether(1, [&](int) {
    for (int i = 0; i < 2; ++i) {
      gil.Acquire();
      EXPECT_TRUE(gil.held_by_current_thread());
      gil.Release();
      EXPECT_FALSE(gil.held_by_current_thread());
    }
  });
}

GRADED_TEST(Gil, OneThreadAtATimeHoldsItAndSeesWhatTheOthersWrote, 1) {
  Gil gil;
  std::int64_t sold = 0;
  RunTogether(3, [&](int) {
    for (int i = 0; i < 2; ++i) {
      gil.Acquire();
      ++sold;
      gil.Release();
    }
  });
  EXPECT_EQ(sold, 6) << "an update was lost: two threads held the GIL at once";
}

GRADED_TEST(Gil, StrangersDoNotHoldItThoughSomebodyDoes, 1) {
  Gil gil;
  RunTogether({
      [&] {
        gil.Acquire();
        WorkFor(1ms);
        EXPECT_TRUE(gil.held_by_current_thread());
        gil.Release();
      },
      [&] {
        for (int i = 0; i < 2; ++i) {
          EXPECT_FALSE(gil.held_by_current_thread()) << "another thread holds it, if anybody";
          WorkFor(500us);
        }
      },
  });
}

GRADED_TEST(Gil, EverybodyMayAskAnythingAtAnyTime, 1) {
  Gil gil(10us);
  RunTogether({
      [&] {
        gil.Acquire();
        for (int i = 0; i < 3; ++i) {
          WorkFor(15us);
          gil.YieldIfRequested();
        }
        gil.Release();
      },
      [&] {
        gil.Acquire();
        WorkFor(15us);
        gil.Release();
      },
      [&] {
        std::uint64_t last = 0;
        for (int i = 0; i < 6; ++i) {
          EXPECT_FALSE(gil.held_by_current_thread());
          gil.drop_requested();
          const std::uint64_t now = gil.switches();
          EXPECT_GE(now, last) << "switches() went back";
          last = now;
          WorkFor(9us);
        }
      },
  });
}

GRADED_TEST(Gil, LookingForARequestTakesNoLock, 1) {
  Gil gil(1ms);
  RunTogether({
      [&] {
        gil.Acquire();
        WorkFor(10ms);
        const std::int64_t before = checker::SystemCallsByThisThread();
        for (int i = 0; i < 5; ++i) EXPECT_TRUE(gil.drop_requested());
        EXPECT_EQ(checker::SystemCallsByThisThread(), before)
            << "drop_requested() waited for a lock; it is one read of an atomic";
        gil.Release();
      },
      [&] {
        ComeLater();
        gil.Acquire();
        gil.Release();
      },
      [&] {
        WorkFor(10ms);
        gil.Acquire();
        gil.Release();
      },
  });
}

GRADED_TEST(Gil, WhoHoldsItMayNotAcquireItAgain, 1) {
  Gil gil;
  const auto acquire_twice = [&] {
    gil.Acquire();
    std::error_code refused;
    try {
      gil.Acquire();
    } catch (const std::system_error& error) {
      refused = error.code();
    }
    EXPECT_EQ(refused, std::errc::resource_deadlock_would_occur);
    EXPECT_TRUE(gil.held_by_current_thread()) << "a refused Acquire() changes nothing";
    gil.Release();  // one is enough
    EXPECT_FALSE(gil.held_by_current_thread());
  };
  RunTogether({acquire_twice});
  RunTogether({acquire_twice, acquire_twice});
}

// Whether Release() is refused as it should be.
bool ReleaseIsRefused(Gil& gil) {
  try {
    gil.Release();
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code(), std::errc::operation_not_permitted);
    return true;
  }
  return false;
}

GRADED_TEST(Gil, WhoDoesNotHoldItMayNotReleaseIt, 1) {
  Gil gil;
  EXPECT_TRUE(ReleaseIsRefused(gil)) << "nobody has held it yet";
  gil.Acquire();
  RunTogether(1, [&](int) {
    EXPECT_TRUE(ReleaseIsRefused(gil)) << "another thread holds it";
    EXPECT_FALSE(gil.held_by_current_thread());
  });
  EXPECT_TRUE(gil.held_by_current_thread()) << "a refused Release() changes nothing";
  gil.Release();
  EXPECT_TRUE(ReleaseIsRefused(gil)) << "it has been released already";
  EXPECT_EQ(gil.switches(), 0u);
}

GRADED_TEST(Gil, ARefusedCallLeavesTheRequestAsItIs, 1) {
  Gil gil;
  RunTogether({
      [&] {
        gil.Acquire();
        WorkFor(8ms);
        EXPECT_THROW(gil.Acquire(), std::system_error);
        EXPECT_TRUE(gil.drop_requested()) << "a refused Acquire() changes nothing";
        WorkFor(2ms);
        EXPECT_TRUE(gil.drop_requested()) << "a refused Release() changes nothing";
        gil.Release();
      },
      [&] {
        ComeLater();
        gil.Acquire();
        gil.Release();
      },
      [&] {
        WorkFor(9ms);
        EXPECT_TRUE(ReleaseIsRefused(gil)) << "another thread holds it";
      },
  });
}

GRADED_TEST(Gil, AnIntervalOfZeroOrLessIsRefused, 1) {
  Gil shortest(1us);
  shortest.Acquire();
  shortest.Release();
  for (const microseconds interval : {0us, -1us, microseconds::min()}) {
    EXPECT_THROW(Gil{interval}, std::invalid_argument);
  }
}

// The holder is asked when the waiter has waited for one interval, and stays asked.
void ExpectAskedAfter(Gil& gil, nanoseconds interval) {
  const nanoseconds bit = interval / 10;
  const auto hold = [&] {
    gil.Acquire();
    WorkFor(3 * bit);  // now the waiter comes
    WorkFor(interval - bit);
    EXPECT_FALSE(gil.drop_requested()) << "asked before one interval was over";
    WorkFor(2 * bit);
    EXPECT_TRUE(gil.drop_requested()) << "a waiter has waited for one interval, and did not ask";
    WorkFor(3 * interval);
    EXPECT_TRUE(gil.drop_requested()) << "the request was dropped, though nobody took the GIL";
    EXPECT_EQ(gil.switches(), 0u);
    gil.Release();
  };
  const auto wait = [&] {
    WorkFor(3 * bit);
    gil.Acquire();
    gil.Release();
  };
  RunTogether({hold, wait});
}

GRADED_TEST(Gil, AWaiterAsksWhenOneIntervalIsOver, 1) {
  Gil usual, quick(50us), slow(1h);
  ExpectAskedAfter(usual, 5ms);
  ExpectAskedAfter(quick, 50us);
  ExpectAskedAfter(slow, 1h);
}

GRADED_TEST(Gil, AWakeUpInBetweenNeitherEndsNorRestartsTheInterval, 1) {
  Gil gil;
  const auto hold = [&] {
    gil.Acquire();
    for (int ms = 1; ms <= 6 && gil.switches() == 0; ++ms) {
      WorkFor(1ms);
      if (ms < 6) EXPECT_FALSE(gil.drop_requested()) << "asked before one interval was over";
      if (ms == 6) EXPECT_TRUE(gil.drop_requested()) << "somebody has waited for 5.5 ms";
      if (ms > 4) continue;
      gil.Release();  // wakes the waiter, who may be too late to take it
      gil.Acquire();
    }
    gil.Release();
  };
  const auto wait = [&] {
    WorkFor(500us);
    gil.Acquire();
    gil.Release();
  };
  RunTogether({hold, wait});
}

// Polls once a millisecond, `polls` times, as a thread that never blocks. `gone`, guarded by the
// GIL, counts those who have finished: until then two others wait.
void PollAndMeasureTurns(Gil& gil, int polls, int& gone) {
  gil.Acquire();
  auto start = steady_clock::now();
  for (int i = 0; i < polls; ++i) {
    WorkFor(1ms);
    const nanoseconds turn = Since(start);
    if (gil.drop_requested()) {
      EXPECT_GE(turn, 5ms) << "asked, though it has just begun";
    } else if (gone == 0) {
      EXPECT_LT(turn, 11ms) << "two others have waited for two intervals, and nobody has asked";
    }
    if (!gil.YieldIfRequested()) continue;
    EXPECT_GE(turn, 5ms) << "handed on, though nobody had asked for it";
    start = steady_clock::now();
  }
  ++gone;
  gil.Release();
}

GRADED_TEST(Gil, AmongThreadsThatPollATurnLastsOneIntervalAtLeastAndTwoAtMost, 1) {
  Gil gil;
  int gone = 0;
  RunTogether(3, [&](int i) {
    WorkFor(i * 1500us);
    PollAndMeasureTurns(gil, 15, gone);
  });
}

GRADED_TEST(Gil, AnIntervalThatBeganUnderAnotherHolderSaysNothing, 1) {
  Gil gil;
  const auto first = [&] {
    gil.Acquire();
    WorkFor(4ms);
    gil.Release();
  };
  const auto others = [&](nanoseconds from) {
    WorkFor(from);
    gil.Acquire();
    const bool is_second = gil.switches() == 1;
    WorkFor(4ms);
    if (is_second) EXPECT_FALSE(gil.drop_requested()) << "asked, though it has just begun";
    WorkFor(7ms);
    if (is_second) EXPECT_TRUE(gil.drop_requested()) << "somebody has waited for two intervals";
    gil.Release();
  };
  RunTogether({first, [&] { others(1ms); }, [&] { others(2ms); }});
}

GRADED_TEST(Gil, ARequestDoesNotHitWhoTakesTheLockWhenTheIntervalEnds, 1) {
  Gil gil;
  const auto hold_for_a_moment = [&] {
    ComeLater();
    gil.Acquire();
    if (gil.switches() == 1) {
      WorkFor(1ms);
      EXPECT_FALSE(gil.drop_requested()) << "asked, though it has just begun";
    }
    gil.Release();
  };
  RunTogether({
      [&] {
        gil.Acquire();
        ComeLater();
        WorkFor(5ms);  // the intervals of both others end now
        gil.Release();
      },
      hold_for_a_moment,
      hold_for_a_moment,
  });
}

GRADED_TEST(Gil, ALoneThreadIsNeverAskedAndDoesAsItLikes, 1) {
  Gil gil;
  const auto start = steady_clock::now();
  RunTogether(1, [&](int) {
    for (int i = 0; i < 3; ++i) {
      gil.Acquire();
      WorkFor(1h);
      EXPECT_FALSE(gil.drop_requested()) << "nobody is there who could ask";
      EXPECT_FALSE(gil.YieldIfRequested());
      EXPECT_TRUE(gil.held_by_current_thread());
      gil.Release();
    }
  });
  EXPECT_LE(Since(start), 3h + kAtOnce) << "somebody waited for another who isn't there";
  EXPECT_EQ(gil.switches(), 0u);
}

GRADED_TEST(Gil, NobodySleepsForLongerThanSomebodyElseHoldsIt, 1) {
  Gil gil(1h);
  const auto start = steady_clock::now();
  RunTogether(3, [&](int) {
    for (int i = 0; i < 2; ++i) {
      gil.Acquire();
      gil.Release();
    }
  });
  EXPECT_LE(Since(start), kAtOnce) << "a thread slept on, or waited in Release(), though nobody "
                                      "held the GIL for any time and nobody had asked for it";
}

GRADED_TEST(Gil, WhoWasAskedDoesNotGetItBackBeforeAnotherHasHadIt, 1) {
  Gil gil;
  bool other_had_it = false;
  RunTogether({
      [&] {
        gil.Acquire();
        WorkFor(8ms);
        EXPECT_TRUE(gil.drop_requested());
        gil.Release();
        gil.Acquire();
        EXPECT_TRUE(other_had_it) << "it was asked to let go, and won the GIL back at once";
        gil.Release();
      },
      [&] {
        ComeLater();
        gil.Acquire();  // and comes and goes, perhaps before the first one looks
        other_had_it = true;
        gil.Release();
      },
  });
}

GRADED_TEST(Gil, YieldIfRequestedHandsOnAndRetakes, 1) {
  Gil gil;
  bool other_had_it = false;
  RunTogether({
      [&] {
        gil.Acquire();
        EXPECT_FALSE(gil.YieldIfRequested()) << "nobody has asked yet";
        WorkFor(8ms);
        EXPECT_FALSE(other_had_it);
        EXPECT_TRUE(gil.YieldIfRequested()) << "somebody has asked";
        EXPECT_TRUE(gil.held_by_current_thread());
        EXPECT_TRUE(other_had_it) << "YieldIfRequested() returned before another had the GIL";
        EXPECT_EQ(gil.switches(), 2u) << "to the other one, and back";
        EXPECT_FALSE(gil.YieldIfRequested()) << "nobody waits any more";
        gil.Release();
      },
      [&] {
        ComeLater();
        gil.Acquire();
        other_had_it = true;
        gil.Release();
      },
  });
}

GRADED_TEST(Gil, TakingItClearsTheRequest, 1) {
  Gil gil;
  RunTogether({
      [&] {
        gil.Acquire();
        WorkFor(8ms);
        gil.YieldIfRequested();
        gil.Release();
      },
      [&] {
        ComeLater();
        gil.Acquire();
        EXPECT_FALSE(gil.drop_requested()) << "the request was for the last holder";
        WorkFor(4ms);
        EXPECT_FALSE(gil.drop_requested()) << "nobody has waited for an interval since the switch";
        WorkFor(7ms);
        EXPECT_TRUE(gil.drop_requested()) << "who was switched out has waited for two intervals";
        gil.Release();
      },
  });
}

GRADED_TEST(Gil, NobodyIsForcedTwiceForOneRequest, 1) {
  Gil gil;
  const auto come_and_go = [&] {
    for (int i = 0; i < 2; ++i) {
      gil.Acquire();
      gil.Release();
    }
  };
  RunTogether({
      [&] {
        gil.Acquire();
        WorkFor(8ms);
        gil.YieldIfRequested();
        gil.Release();
        WorkFor(1ms);  // the other one has ended by now
        come_and_go();
      },
      [&] {
        ComeLater();
        come_and_go();
      },
  });
  RunTogether(1, [&](int) { come_and_go(); });
}

GRADED_TEST(Gil, WhoWasAskedNeedNotComeBack, 1) {
  Gil gil;
  RunTogether({
      [&] {
        gil.Acquire();
        WorkFor(8ms);
        gil.Release();
      },
      [&] {
        ComeLater();
        for (int i = 0; i < 3; ++i) {
          gil.Acquire();
          WorkFor(8ms);
          EXPECT_FALSE(gil.YieldIfRequested()) << "nobody else is there";
          gil.Release();
        }
      },
  });
}

GRADED_TEST(Gil, EverybodyGetsItWhoeverIsWoken, 1) {
  checker::StuckMeansLostWakeUp();
  Gil gil(1h);
  const auto start = steady_clock::now();
  RunTogether(4, [&](int i) {
    if (i > 0) ComeLater();
    gil.Acquire();
    if (i == 0) WorkFor(2h);  // the others come, and ask
    gil.Release();
  });
  EXPECT_LE(Since(start), 2h + kAtOnce) << "the GIL was free, and somebody slept";
}

GRADED_TEST(Gil, WhoWaitsSleeps, 1) {
  Gil gil(1h);
  RunTogether(2, [&](int) {
    gil.Acquire();
    WorkFor(90h);
    gil.Release();
  });
}

GRADED_TEST(Gil, SwitchesCountsTakingsByAnotherThanTheLastHolder, 1) {
  Gil gil;
  const auto hold_twice = [&] {
    for (int i = 0; i < 2; ++i) {
      gil.Acquire();
      gil.Release();
    }
  };
  RunTogether(1, [&](int) {
    hold_twice();
    EXPECT_EQ(gil.switches(), 0u) << "only one thread has held it";
    RunTogether(1, [&](int) { hold_twice(); });
    EXPECT_EQ(gil.switches(), 1u);
    hold_twice();
    EXPECT_EQ(gil.switches(), 2u);
  });
}

GRADED_TEST(Gil, TwoGilsShareNothing, 1) {
  Gil one, two;
  RunTogether({
      [&] {
        one.Acquire();
        EXPECT_FALSE(two.held_by_current_thread());
        two.Acquire();
        EXPECT_TRUE(one.held_by_current_thread() && two.held_by_current_thread());
        WorkFor(8ms);
        EXPECT_TRUE(one.drop_requested());
        EXPECT_FALSE(two.drop_requested()) << "the other GIL was asked for, not this one";
        two.Release();
        EXPECT_TRUE(one.held_by_current_thread()) << "only the other GIL was released";
        one.Release();  // it was asked for this one
        two.Acquire();  // which says nothing of that one
        two.Release();
      },
      [&] {
        ComeLater();
        one.Acquire();
        EXPECT_FALSE(two.held_by_current_thread());
        one.Release();
      },
  });
}

}  // namespace

// What Timer promises, one promise for each case.
#include "timer.h"

#include <atomic>
#include <chrono>
#include <exception>
#include <functional>
#include <latch>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "checker/testing/workbook_test.h"

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

// Longer than anybody should have to wait; still, without the explorer somebody may.
Duration LongTime() { return checker::Controlled() ? Duration(100h) : Duration(20ms); }

bool IsRefused(Timer& timer) {
  return checker::ThrowsSystemError(std::errc::operation_not_permitted, [&] { timer.Start(); });
}

// A timer, what its function noted, and when. The notes are plain: they are read after the join.
struct Noted {
  explicit Noted(Duration interval)
      : timer(std::make_shared<Timer>(interval, [this] {
          ++runs;
          ran_at = steady_clock::now();
          ran_in = std::this_thread::get_id();
        })) {}

  void Start() {
    started_at = steady_clock::now();
    timer->Start();
  }
  Duration SinceStart() const { return steady_clock::now() - started_at; }

  int runs = 0;
  std::thread::id ran_in;
  steady_clock::time_point started_at, ran_at;
  std::shared_ptr<Timer> timer;
};

GRADED_TEST(Timer, TheFunctionRunsOnceWhenTheIntervalHasPassed, 2) {
  Noted noted(5s);
  noted.Start();
  noted.timer->Join();
  EXPECT_EQ(noted.runs, 1);
  checker::ExpectAbout(noted.ran_at - noted.started_at, 5s, "the function began");
  EXPECT_NE(noted.ran_in, std::this_thread::get_id()) << "it is to run on the timer's thread";
}

GRADED_TEST(Timer, TheIntervalBeginsWithStart, 1) {
  Noted noted(20ms);
  checker::WorkFor(50ms);
  EXPECT_EQ(noted.runs, 0) << "nobody had called Start()";
  noted.Start();
  noted.timer->Join();
  EXPECT_EQ(noted.runs, 1);
  checker::ExpectAbout(noted.ran_at - noted.started_at, 20ms, "the function began");
}

GRADED_TEST(Timer, ZeroOrLessIsAtOnce, 1) {
  for (const Duration none : {Duration(0), Duration(-1h), Duration::min()}) {
    Noted noted(none);
    noted.Start();
    noted.timer->Join();
    EXPECT_EQ(noted.runs, 1);
    checker::ExpectAbout(noted.SinceStart(), 0s, "the end came");
    EXPECT_FALSE(noted.timer->Cancel());
  }
}

GRADED_TEST(Timer, TheLongestTimesNeverCome, 2) {
  for (const Duration for_ever : {Duration::max(), Duration::max() - 1min}) {
    Noted noted(for_ever);
    noted.Start();
    EXPECT_FALSE(noted.timer->Join(LongTime())) << "it waits, but for a Cancel()";
    EXPECT_TRUE(noted.timer->Cancel()) << "it had not fired";
    noted.timer->Join();
    EXPECT_EQ(noted.runs, 0) << "now + interval overflows";
  }
}

GRADED_TEST(Timer, ACancelledTimerEndsAtOnceWithoutFiring, 2) {
  Noted noted(LongTime());
  noted.Start();
  checker::WorkFor(LongTime() / 2);
  EXPECT_TRUE(noted.timer->Cancel());
  noted.timer->Join();
  checker::ExpectAbout(noted.SinceStart(), LongTime() / 2, "the end came");
  checker::WorkFor(LongTime());
  EXPECT_EQ(noted.runs, 0) << "Cancel() returned true: the function may never run";
}

GRADED_TEST(Timer, ACancelWakesATimerThatWouldWaitForEver, 2) {
  checker::StuckMeansLostWakeUp();
  Noted noted(Duration::max());
  checker::RunTogether({
      [&] {
        noted.Start();
        noted.timer->Join();
      },
      [&] { EXPECT_TRUE(noted.timer->Cancel()); },
  });
  EXPECT_EQ(noted.runs, 0);
}

GRADED_TEST(Timer, OneThatWasCancelledFirstMayBeStartedAndDoesNotFire, 1) {
  for (const Duration interval : {Duration(0), Duration(1h), Duration::max()}) {
    Noted noted(interval);
    EXPECT_TRUE(noted.timer->Cancel());
    EXPECT_TRUE(noted.timer->Cancel()) << "it still has not begun";
    noted.Start();
    noted.timer->Join();
    checker::ExpectAbout(noted.SinceStart(), 0s, "the end came");
    EXPECT_EQ(noted.runs, 0);
    EXPECT_TRUE(noted.timer->Cancel());
  }
}

GRADED_TEST(Timer, AtTheLastMomentItIsOneOrTheOther, 3) {
  Noted noted(1s);
  std::vector<int> cancelled(2);
  noted.Start();
  checker::RunTogether(2, [&](int canceller) {
    checker::WorkFor(1s);
    cancelled[canceller] = noted.timer->Cancel() ? 1 : 0;
  });
  noted.timer->Join();
  EXPECT_EQ(noted.runs, cancelled[0] == 1 ? 0 : 1) << "Cancel() returned " << cancelled[0];
  EXPECT_EQ(cancelled[0], cancelled[1]) << "two calls of Cancel() were told different things";
}

GRADED_TEST(Timer, ACancelBesideAStartWithoutWaitingIsOneOrTheOther, 2) {
  Noted noted(0s);
  bool cancelled = false;
  checker::RunTogether({
      [&] {
        noted.Start();
        noted.timer->Join();
      },
      [&] { cancelled = noted.timer->Cancel(); },
  });
  EXPECT_EQ(noted.runs, cancelled ? 0 : 1) << "Cancel() returned " << cancelled;
  EXPECT_EQ(noted.timer->Cancel(), cancelled) << "the second call was told something else";
}

GRADED_TEST(Timer, OnceTheFunctionHasBegunItIsTooLate, 1) {
  std::shared_ptr<Timer> timer;
  bool in_function = true;
  timer = std::make_shared<Timer>(1s, [&] { in_function = timer->Cancel(); });
  timer->Start();
  timer->Join();
  EXPECT_FALSE(in_function) << "the function itself asked, so it had begun";
  EXPECT_FALSE(timer->Cancel()) << "the function is over";
  EXPECT_FALSE(timer->Cancel());
}

GRADED_TEST(Timer, CancelDoesNotWaitForARunningFunction, 2) {
  std::latch running(1), told(1);
  auto timer = std::make_shared<Timer>(1s, [&] {
    running.count_down();
    told.wait();  // for one who calls Cancel() now
  });
  timer->Start();
  running.wait();
  EXPECT_FALSE(timer->Cancel());
  told.count_down();
  timer->Join();
}

GRADED_TEST(Timer, TimersKnowNothingOfEachOther, 1) {
  Noted one(1s), other(2s), cancelled(1s);
  other.Start();
  one.Start();
  cancelled.Start();
  EXPECT_TRUE(cancelled.timer->Cancel());
  for (const Noted* noted : {&cancelled, &other, &one}) noted->timer->Join();
  EXPECT_EQ(cancelled.runs, 0);
  EXPECT_EQ(one.runs, 1);
  EXPECT_EQ(other.runs, 1);
  checker::ExpectAbout(one.ran_at - one.started_at, 1s, "the function of the first began");
  checker::ExpectAbout(other.ran_at - other.started_at, 2s, "the function of the second began");
}

GRADED_TEST(Timer, ACancelWakesItsOwnTimerOutOfTwoThatWait, 1) {
  Noted first(LongTime());
  Noted second(LongTime());
  first.Start();
  second.Start();
  checker::UntilTheOthersWait();
  for (Noted* noted : {&second, &first}) {
    const auto cancelled_at = steady_clock::now();
    EXPECT_TRUE(noted->timer->Cancel());
    noted->timer->Join();
    checker::ExpectAbout(steady_clock::now() - cancelled_at, Duration::zero(),
                         "the end after a cancel came");
  }
}

GRADED_TEST(Timer, NoPartOfTheIntervalIsCutOff, 1) {
  for (const Duration interval : {Duration(500us), Duration(1'900us), Duration(1'000'001ns)}) {
    Noted noted(interval);
    noted.Start();
    noted.timer->Join();
    EXPECT_EQ(noted.runs, 1);
    EXPECT_GE(noted.ran_at - noted.started_at, interval) << "too early";
  }
}

GRADED_TEST(Timer, ItCanBeStartedOnce, 1) {
  Noted noted(1ms), cancelled(1h);
  noted.Start();
  EXPECT_TRUE(IsRefused(*noted.timer)) << "it waits: operation_not_permitted";
  noted.timer->Join();
  EXPECT_TRUE(IsRefused(*noted.timer)) << "it has fired: operation_not_permitted";
  EXPECT_EQ(noted.runs, 1);
  cancelled.timer->Cancel();
  cancelled.Start();
  cancelled.timer->Join();
  EXPECT_TRUE(IsRefused(*cancelled.timer)) << "a cancelled timer can't be started again, either";
}

GRADED_TEST(Timer, WhatTheFunctionThrowsIsKept, 1) {
  const auto thrower = [] { throw std::domain_error("late"); };
  auto timer = std::make_shared<Timer>(1ms, thrower),
       cancelled = std::make_shared<Timer>(1h, thrower);
  timer->Start();
  timer->Join();
  ASSERT_NE(timer->exception(), nullptr);
  EXPECT_THROW(std::rethrow_exception(timer->exception()), std::domain_error);
  EXPECT_FALSE(timer->Cancel()) << "it has begun, even if it did not end well";
  cancelled->Start();
  cancelled->Cancel();
  cancelled->Join();
  EXPECT_EQ(cancelled->exception(), nullptr);
}

GRADED_TEST(Timer, TheFunctionIsGoneAfterTheEndWhetherItRanOrNot, 1) {
  for (const bool cancel : {false, true}) {
    auto held = std::make_shared<int>(1);
    const std::weak_ptr<int> seen = held;
    auto timer = std::make_shared<Timer>(1s, [held = std::move(held)] { ++*held; });
    timer->Start();
    if (cancel) timer->Cancel();
    timer->Join();
    checker::ExpectReleased(cancel ? "what the function of a cancelled timer holds"
                                   : "what the function of a timer that has fired holds",
                            seen.expired());
  }
}

GRADED_TEST(Timer, OneThatNobodyHoldsStillFires, 2) {
  std::latch fired(1);
  const auto start = steady_clock::now();
  {
    auto timer = std::make_shared<Timer>(20ms, [&] { fired.count_down(); });
    timer->Start();
  }
  fired.wait();
  checker::ExpectAbout(steady_clock::now() - start, 20ms, "the function began");
}

GRADED_TEST(Timer, AFunctionMayHoldTheLastHandle, 1) {
  std::latch started(1), fired(1), cancelled(1);
  std::shared_ptr<Timer> timer;
  timer = std::make_shared<Timer>(1ms, [&] {
    started.wait();  // Start() needs the object, too
    timer.reset();
    fired.count_down();
  });
  timer->Start();
  started.count_down();
  fired.wait();
  auto held = std::shared_ptr<int>(new int(1), [&](int* number) {
    delete number;
    cancelled.count_down();
  });
  auto other = std::make_shared<Timer>(1h, [held = std::move(held)] {});
  other->Start();
  other->Cancel();
  other.reset();
  cancelled.wait();  // its thread has let go of the function
}

}  // namespace

#include "condition.h"

#include <atomic>
#include <chrono>
#include <mutex>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "checker/testing/workbook_test.h"

namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;
using std::chrono::steady_clock;

// A lock, the condition under test, and a second one by which the threads say that they have come.
// A wait gives the lock up only when the thread can be notified: who holds the lock and sees that
// `came` threads have come knows that they wait.
struct Room {
  RLock lock;
  Condition<RLock> condition{lock};
  Condition<RLock> door{lock};
  int came = 0;
  int woken = 0;

  void Enter() {
    lock.lock();
    ++came;
    door.notify_all();
  }
  void EnterAndWait() {
    Enter();
    EXPECT_TRUE(condition.wait()) << "wait() without a time limit returns true";
    ++woken;
    door.notify_all();
    lock.unlock();
  }
  void LockWhenAllHaveCome(int n) {
    lock.lock();
    door.wait([&] { return came == n; });
  }
  void GiveWay(nanoseconds time) {
    lock.unlock();
    checker::WorkFor(time);
    lock.lock();
  }
};

template <class F>
void ExpectRefused(const char* call, F f) {
  try {
    f();
    ADD_FAILURE() << call << " was accepted though the caller does not hold the lock";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code(), std::errc::operation_not_permitted) << call;
  }
}

GRADED_TEST(Condition, OnlyWhoHoldsTheLockMayWaitNotifyOrCount, 2) {
  Condition<> condition;
  const auto no = [] { return false; };
  const auto yes = [] { return true; };
  ExpectRefused("notify()", [&] { condition.notify(); });
  ExpectRefused("notify(0)", [&] { condition.notify(0); });
  ExpectRefused("notify_all()", [&] { condition.notify_all(); });
  ExpectRefused("waiters()", [&] { condition.waiters(); });
  ExpectRefused("wait_for(0s)", [&] { condition.wait_for(0s); });
  ExpectRefused("wait_for(0s, pred)", [&] { condition.wait_for(0s, no); });
  ExpectRefused("wait(pred)", [&] { condition.wait(yes); });
  ExpectRefused("wait_for(1s, pred)", [&] { condition.wait_for(1s, yes); });
}

GRADED_TEST(Condition, ItPassesTheCallsOfItsLockOn, 1) {
  RLock lock;
  Condition<RLock> condition(lock);
  condition.lock();
  EXPECT_TRUE(lock.held_by_current_thread());
  EXPECT_TRUE(condition.try_lock());
  EXPECT_EQ(lock.recursion_count(), 2u);
  checker::RunTogether({[&] {
    EXPECT_FALSE(condition.held_by_current_thread());
    EXPECT_FALSE(condition.try_lock()) << "another thread holds the lock";
  }});
  condition.unlock();
  EXPECT_TRUE(condition.held_by_current_thread());
  condition.unlock();
  EXPECT_FALSE(lock.held_by_current_thread());
}

GRADED_TEST(Condition, NotifyWakesAsManyAsItIsTold, 2) {
  checker::StuckMeansLostWakeUp();
  Room room;
  const auto waiter = [&] { room.EnterAndWait(); };
  checker::RunTogether({waiter, waiter, waiter, [&] {
                          room.LockWhenAllHaveCome(3);
                          EXPECT_EQ(room.condition.waiters(), 3);
                          room.condition.notify(2);
                          EXPECT_EQ(room.condition.waiters(), 1)
                              << "who has been picked waits no longer";
                          room.door.wait([&] { return room.woken >= 2; });
                          room.GiveWay(1s);
                          EXPECT_EQ(room.woken, 2)
                              << "notify(2) lets two go, and nobody leaves without a notify";
                          room.condition.notify();
                          room.lock.unlock();
                        }});
  EXPECT_EQ(room.woken, 3);
}

GRADED_TEST(Condition, NotifyAllWakesEverybody, 1) {
  checker::StuckMeansLostWakeUp();
  Room room;
  const auto waiter = [&] { room.EnterAndWait(); };
  checker::RunTogether({waiter, waiter, waiter, [&] {
                          room.LockWhenAllHaveCome(3);
                          room.condition.notify_all();
                          EXPECT_EQ(room.condition.waiters(), 0);
                          room.lock.unlock();
                        }});
  EXPECT_EQ(room.woken, 3);
}

GRADED_TEST(Condition, NotifyingMoreThanWaitLeavesNothingBehind, 1) {
  Condition<> condition;
  condition.lock();
  condition.notify();
  condition.notify(5);
  condition.notify_all();
  EXPECT_FALSE(condition.wait_for(1s)) << "the notify came before the wait: it must not count";
  EXPECT_FALSE(condition.wait_for(0s));
  EXPECT_EQ(condition.waiters(), 0);
  condition.unlock();
}

GRADED_TEST(Condition, ANumberBelowOneWakesNobody, 1) {
  Room room;
  checker::RunTogether({
      [&] {
        room.Enter();
        EXPECT_FALSE(room.condition.wait_for(2s)) << "notify(0) and notify(-1) wake nobody";
        room.lock.unlock();
      },
      [&] {
        room.LockWhenAllHaveCome(1);
        room.condition.notify(0);
        room.condition.notify(-1);
        room.lock.unlock();
      },
  });
}

GRADED_TEST(Condition, ALateWaiterTakesNoWakeUpFromThoseWhoWereThere, 2) {
  Room room;
  checker::RunTogether({
      [&] { room.EnterAndWait(); },
      [&] {
        room.LockWhenAllHaveCome(1);
        room.condition.notify();
        EXPECT_FALSE(room.condition.wait_for(1s)) << "that notify was for the other thread";
        room.condition.notify_all();
        room.lock.unlock();
      },
  });
}

GRADED_TEST(Condition, AWakeUpForNoReasonIsNotANotify, 1) {
  Condition<> condition;
  checker::RunTogether(2, [&](int) {
    condition.lock();
    EXPECT_FALSE(condition.wait_for(3s)) << "nobody called notify()";
    condition.unlock();
  });
}

GRADED_TEST(Condition, WhoGaveUpIsNotNotifiedInPlaceOfAnother, 2) {
  checker::StuckMeansLostWakeUp();
  Room room;
  checker::RunTogether({
      [&] {
        room.lock.lock();
        EXPECT_FALSE(room.condition.wait_for(1s));
        room.lock.unlock();
        room.Enter();
        room.lock.unlock();
      },
      [&] { room.EnterAndWait(); },
      [&] {
        room.LockWhenAllHaveCome(2);
        room.condition.notify();
        room.lock.unlock();
      },
  });
  room.lock.lock();
  EXPECT_EQ(room.condition.waiters(), 0);
  room.lock.unlock();
}

GRADED_TEST(Condition, WhoReturnsFalseHasUsedUpNoNotify, 2) {
  checker::StuckMeansLostWakeUp();
  Room room;
  checker::RunTogether({
      [&] {
        room.Enter();
        // Picked in the last moment: then the one notify was ours, and we pass it on.
        if (room.condition.wait_for(1s)) room.condition.notify();
        room.lock.unlock();
      },
      [&] { room.EnterAndWait(); },
      [&] {
        room.LockWhenAllHaveCome(2);
        checker::WorkFor(2s);  // the time of the first runs out, but he can't have the lock back
        room.condition.notify();
        room.lock.unlock();
      },
  });
  EXPECT_EQ(room.woken, 1);
}

GRADED_TEST(Condition, WaitGivesUpEveryLevelOfTheLockAndTakesAllBack, 2) {
  Room room;
  checker::RunTogether({
      [&] {
        room.lock.lock();
        room.lock.lock();
        room.EnterAndWait();  // a third level
        EXPECT_EQ(room.lock.recursion_count(), 2u) << "levels left of three, one undone";
        room.lock.unlock();
        room.lock.unlock();
      },
      [&] {
        room.LockWhenAllHaveCome(1);
        room.condition.notify();
        room.lock.unlock();
      },
  });
}

GRADED_TEST(Condition, AllLevelsAreBackAfterATimeoutAndAfterAThrow, 1) {
  RLock lock;
  Condition<RLock> condition(lock);
  lock.lock();
  lock.lock();
  EXPECT_FALSE(condition.wait_for(1s));
  EXPECT_EQ(lock.recursion_count(), 2u) << "after the time ran out";
  int calls = 0;
  const auto throws_later = [&]() -> bool {
    return ++calls < 2 ? false : throw std::logic_error("!");
  };
  EXPECT_THROW(condition.wait_for(1s, throws_later), std::logic_error);
  EXPECT_EQ(lock.recursion_count(), 2u) << "after the predicate threw";
  EXPECT_EQ(condition.waiters(), 0);
  checker::RunTogether({[&] { EXPECT_FALSE(lock.try_lock()); }});
  lock.unlock();
  lock.unlock();
}

GRADED_TEST(Condition, WhatTheLockGuardsIsSafeAfterTheWait, 2) {
  Room room;
  int message = 0;
  checker::RunTogether({
      [&] {
        room.Enter();
        room.condition.wait();
        EXPECT_EQ(message, 2) << "the lock was still held by the one who notified";
        room.lock.unlock();
      },
      [&] {
        room.LockWhenAllHaveCome(1);
        message = 1;
        room.condition.notify();
        message = 2;
        room.lock.unlock();
      },
  });
}

GRADED_TEST(Condition, APredicateIsAskedWithTheLockHeldAndOnceMoreAfterTheDeadline, 1) {
  Condition<> condition;
  condition.lock();
  int calls = 0;
  const auto start = steady_clock::now();
  const auto held_and_over = [&] {
    ++calls;
    EXPECT_TRUE(condition.held_by_current_thread());
    return steady_clock::now() >= start + 1s;
  };
  EXPECT_FALSE(condition.wait_for(0s, held_and_over));
  EXPECT_GE(calls, 1) << "even without any time the predicate is asked";
  EXPECT_TRUE(condition.wait_for(1s, held_and_over)) << "it became true at the deadline";
  EXPECT_TRUE(condition.wait(held_and_over)) << "it is true: no notify is needed";
  condition.unlock();
}

GRADED_TEST(Condition, AWaitForAPredicateHasOneDeadlineHoweverOftenItIsNotified, 1) {
  Room room;
  checker::RunTogether({
      [&] {
        room.Enter();
        const auto start = steady_clock::now();
        EXPECT_FALSE(room.condition.wait_for(2s, [] { return false; }));
        checker::ExpectAbout(steady_clock::now() - start, 2s);
        room.lock.unlock();
      },
      [&] {
        room.LockWhenAllHaveCome(1);
        for (int i = 0; i < 4; ++i) {
          room.GiveWay(450ms);
          room.condition.notify_all();
        }
        room.lock.unlock();
      },
  });
}

GRADED_TEST(Condition, ZeroOrLessDoesNotBlockAndTheLongestTimeIsForEver, 1) {
  Room room;
  checker::RunTogether({
      [&] {
        room.lock.lock();
        const auto start = steady_clock::now();
        for (const nanoseconds none : {nanoseconds(0), nanoseconds(-1h), nanoseconds::min()}) {
          EXPECT_FALSE(room.condition.wait_for(none));
          EXPECT_FALSE(room.condition.wait_for(none, [] { return false; }));
        }
        checker::ExpectAbout(steady_clock::now() - start, 0s);
        room.lock.unlock();
        room.Enter();
        EXPECT_TRUE(room.condition.wait_for(nanoseconds::max()));
        EXPECT_TRUE(
            room.condition.wait_for(nanoseconds::max() - 1min, [&] { return room.woken == 1; }));
        room.lock.unlock();
      },
      [&] {
        room.LockWhenAllHaveCome(1);
        room.condition.notify();
        room.GiveWay(1s);
        room.woken = 1;
        room.condition.notify();
        room.lock.unlock();
      },
  });
}

GRADED_TEST(Condition, WhoWaitsSleeps, 1) {
  const bool controlled = checker::Controlled();
  const nanoseconds long_time = controlled ? nanoseconds(100h) : nanoseconds(20ms);
  const nanoseconds within_the_limit = controlled ? nanoseconds(25s) : nanoseconds(20ms);
  Room room;
  checker::RunTogether({
      [&] {
        room.EnterAndWait();
        room.Enter();
        EXPECT_TRUE(room.condition.wait_for(1min));
        room.lock.unlock();
      },
      [&] {
        room.LockWhenAllHaveCome(1);
        room.GiveWay(long_time);
        room.condition.notify();
        room.door.wait([&] { return room.came == 2; });
        room.GiveWay(within_the_limit);
        room.condition.notify();
        room.lock.unlock();
      },
  });
}

// A lock that is not recursive, with nothing but what a condition may ask for.
class PlainLock {
 public:
  void lock() {
    mutex_.lock();
    holder_ = std::this_thread::get_id();
  }
  bool try_lock() {
    if (!mutex_.try_lock()) return false;
    holder_ = std::this_thread::get_id();
    return true;
  }
  void unlock() {
    holder_ = std::thread::id();
    mutex_.unlock();
  }
  bool held_by_current_thread() const { return holder_ == std::this_thread::get_id(); }
  void reinit() { ++reinits; }

  int reinits = 0;

 private:
  std::mutex mutex_;
  std::atomic<std::thread::id> holder_{};
};

GRADED_TEST(Condition, AnyLockThatKnowsItsHolderWillDo, 1) {
  PlainLock lock;
  Condition<PlainLock> condition(lock);
  bool ready = false;
  checker::RunTogether({
      [&] {
        condition.lock();
        EXPECT_TRUE(condition.wait([&] { return ready; }));
        condition.unlock();
      },
      [&] {
        condition.lock();
        ready = true;
        condition.notify();
        condition.unlock();
      },
  });
  // In a child, which it is for: it may give up the memory of what it constructs anew.
  EXPECT_TRUE(checker::WorksInAChild([&] {
    condition.reinit();
    return lock.reinits >= 1;
  })) << "reinit() is passed on to the lock";
}

GRADED_TEST(Condition, TheChildOfAForkForgetsLostThreads, 1) {
  Room room;
  const auto child = [&] {
    room.condition.reinit();
    room.lock.lock();
    const bool nobody = room.condition.waiters() == 0;
    room.condition.notify_all();
    const bool alone = !room.condition.wait_for(1s);
    room.lock.unlock();
    return nobody && alone && !room.lock.held_by_current_thread();
  };
  checker::RunTogether({
      [&] { room.EnterAndWait(); },
      [&] {
        room.LockWhenAllHaveCome(1);
        checker::RunTogether({[&] {
          // The lock is held, by a thread that the child does not have.
          EXPECT_TRUE(checker::WorksInAChild(child))
              << "after reinit() the condition did not work in the child";
        }});
        room.condition.notify();
        room.lock.unlock();
      },
  });
}

GRADED_TEST(Condition, WhoComesBetweenTwoNotifiesTakesNothingFromTheFirst, 1) {
  checker::StuckMeansLostWakeUp();
  Room room;
  int picked = 0;
  const auto late = [&](int before, bool notify) {
    room.LockWhenAllHaveCome(before);
    if (notify) room.condition.notify();
    ++room.came;
    room.door.notify_all();
    if (room.condition.wait_for(10s)) ++picked;
    room.lock.unlock();
  };
  checker::RunTogether({
      [&] { room.EnterAndWait(); },
      [&] { late(1, true); },
      [&] { late(2, false); },
      [&] {
        room.LockWhenAllHaveCome(3);
        room.condition.notify();
        room.lock.unlock();
      },
  });
  EXPECT_EQ(picked, 1) << "the second notify() was for one of the two who came after the first";
}

}  // namespace

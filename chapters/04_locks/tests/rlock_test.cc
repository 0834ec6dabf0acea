// What RLock promises, one promise for each case.
#include "rlock.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <system_error>
#include <type_traits>

#include "checker/testing/workbook_test.h"

namespace {

using checker::RunTogether;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using Clock = std::chrono::steady_clock;

// Runs `body` in a thread of its own while the caller waits.
template <class Body>
void ByAnotherThread(Body body) {
  RunTogether({body});
}

bool AnotherThreadGetsIn(RLock& lock) {
  bool got_in = false;
  ByAnotherThread([&] {
    got_in = lock.try_lock();
    if (got_in) lock.unlock();
  });
  return got_in;
}

void ExpectUnlockIsRefused(RLock& lock) {
  try {
    lock.unlock();
    ADD_FAILURE() << "unlock() by a thread that does not hold the lock must throw";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code(), std::errc::operation_not_permitted) << error.what();
  }
}

GRADED_TEST(RLock, TheHolderMayLockAgain, 1) {
  RLock lock;
  for (std::size_t level = 1; level <= 3; ++level) {
    lock.lock();
    EXPECT_TRUE(lock.held_by_current_thread()) << "after " << level << " calls of lock()";
    EXPECT_EQ(lock.recursion_count(), level);
  }
  for (std::size_t level = 3; level-- > 0;) {
    lock.unlock();
    EXPECT_EQ(lock.held_by_current_thread(), level > 0) << level << " levels are left";
    EXPECT_EQ(lock.recursion_count(), level);
  }
  lock.lock();
  EXPECT_EQ(lock.recursion_count(), 1u) << "the levels of before are undone and forgotten";
  lock.unlock();
  EXPECT_FALSE(std::is_copy_constructible_v<RLock>) << "a lock can't be copied";
  EXPECT_FALSE(std::is_move_constructible_v<RLock>) << "a lock can't be moved";
}

GRADED_TEST(RLock, TheHolderMayLockAgainByAnyCall, 1) {
  RLock lock;
  EXPECT_TRUE(lock.try_lock()) << "the lock is free";
  EXPECT_TRUE(lock.try_lock()) << "the holder is never refused";
  EXPECT_TRUE(lock.try_lock_for(milliseconds(10))) << "the holder is never refused";
  EXPECT_TRUE(lock.try_lock_for(hours(-1))) << "nor does he need any time";
  EXPECT_TRUE(lock.try_lock_until(Clock::now())) << "the holder is never refused";
  lock.lock();
  EXPECT_EQ(lock.recursion_count(), 6u) << "each of the six calls is one level";
  for (int i = 0; i < 6; ++i) lock.unlock();
  EXPECT_TRUE(AnotherThreadGetsIn(lock)) << "six locks were undone by six unlocks";
}

GRADED_TEST(RLock, OnlyTheLastUnlockLetsOthersIn, 1) {
  RLock lock;
  for (int round = 0; round < 2; ++round) {  // nothing may be left over from the first round
    lock.lock();
    lock.lock();
    EXPECT_EQ(lock.recursion_count(), 2u);
    EXPECT_FALSE(AnotherThreadGetsIn(lock)) << "locked twice";
    lock.unlock();
    EXPECT_FALSE(AnotherThreadGetsIn(lock)) << "locked twice, unlocked once: still held";
    lock.unlock();
    EXPECT_TRUE(AnotherThreadGetsIn(lock)) << "every lock has been undone";
  }
}

GRADED_TEST(RLock, ANestedCallStaysInsideTheLock, 2) {
  RLock lock;
  int sum = 0;  // guarded by lock
  auto arithmetic = [&](int number) {
    std::lock_guard guard(lock);
    sum += number;
  };
  auto run = [&](int number) {
    std::lock_guard guard(lock);
    const int before = sum;
    arithmetic(number);
    arithmetic(number);
    EXPECT_EQ(sum, before + 2 * number) << "somebody else got in between the nested calls";
  };
  RunTogether({[&] { run(1); }, [&] { run(10); }, [&] { arithmetic(100); }});
  EXPECT_EQ(sum, 122);
}

GRADED_TEST(RLock, WhoGetsInIsTheHolder, 1) {
  RLock lock;
  RunTogether(2, [&](int) {
    for (int round = 0; round < 2; ++round) {
      lock.lock();
      EXPECT_TRUE(lock.held_by_current_thread()) << "between lock() and unlock()";
      EXPECT_EQ(lock.recursion_count(), 1u) << "the levels of the holder before do not count";
      lock.unlock();
      EXPECT_FALSE(lock.held_by_current_thread()) << "after the last unlock()";
    }
  });
}

GRADED_TEST(RLock, OnlyTheHolderMayUnlock, 2) {
  RLock lock;
  ExpectUnlockIsRefused(lock);  // nobody holds it
  lock.lock();
  ByAnotherThread([&] { ExpectUnlockIsRefused(lock); });
  EXPECT_EQ(lock.recursion_count(), 1u) << "a refused unlock() must change nothing";
  EXPECT_FALSE(AnotherThreadGetsIn(lock)) << "a refused unlock() must change nothing";
  lock.unlock();
  ExpectUnlockIsRefused(lock);  // one unlock too many
  EXPECT_TRUE(AnotherThreadGetsIn(lock)) << "a refused unlock() must leave the lock usable";
}

GRADED_TEST(RLock, AStrangerHasNoLevels, 1) {
  RLock lock;
  lock.lock();
  lock.lock();
  ByAnotherThread([&] {
    EXPECT_FALSE(lock.held_by_current_thread()) << "another thread holds the lock";
    EXPECT_EQ(lock.recursion_count(), 0u) << "the two levels are another thread's";
    EXPECT_FALSE(lock.try_lock()) << "another thread holds the lock";
    EXPECT_FALSE(lock.try_lock_for(milliseconds(0))) << "another thread holds the lock";
  });
  lock.unlock();
  lock.unlock();
}

GRADED_TEST(RLock, AnybodyMayAskAtAnyTime, 1) {
  RLock lock;
  auto use = [&] {
    lock.lock();
    lock.lock();
    lock.unlock();
    lock.unlock();
  };
  auto ask = [&] {
    EXPECT_FALSE(lock.held_by_current_thread()) << "asked by a thread that never locks";
    EXPECT_EQ(lock.recursion_count(), 0u) << "asked by a thread that never locks";
  };
  RunTogether({use, use, ask});
}

GRADED_TEST(RLock, ATimedTryGivesUpInTime, 1) {
  RLock lock;
  lock.lock();
  ByAnotherThread([&] {
    const auto start = Clock::now();
    EXPECT_FALSE(lock.try_lock_for(hours(-1)));
    EXPECT_FALSE(lock.try_lock_until(start));
    if (checker::Controlled()) {
      EXPECT_LT(Clock::now() - start, milliseconds(10)) << "there was no time to wait";
    }
    EXPECT_FALSE(lock.try_lock_for(milliseconds(50)));
    const auto waited = Clock::now() - start;
    EXPECT_GE(waited, milliseconds(50)) << "gave up too early";
    if (checker::Controlled()) EXPECT_LT(waited, milliseconds(70)) << "gave up too late";
  });
  lock.unlock();
  EXPECT_TRUE(AnotherThreadGetsIn(lock)) << "who gave up must leave nothing behind";
}

GRADED_TEST(RLock, ATimedTryHasOneDeadline, 1) {
  RLock lock;
  checker::MeetingPoint held(2);
  auto hold = [&] {
    lock.lock();
    held.Meet();
    checker::WorkFor(milliseconds(30));
    lock.unlock();
    lock.lock();  // often takes the lock away from the waiter who has just been woken
    checker::WorkFor(milliseconds(100));
    lock.unlock();
  };
  auto wait = [&] {
    held.Meet();
    const auto start = Clock::now();
    const bool got_in = lock.try_lock_for(milliseconds(50));
    const auto waited = Clock::now() - start;
    if (got_in) return lock.unlock();
    EXPECT_GE(waited, milliseconds(50)) << "gave up too early";
    if (checker::Controlled()) {
      EXPECT_LT(waited, milliseconds(70)) << "the time began anew when the waiter was woken";
    }
  };
  RunTogether({hold, wait});
}

GRADED_TEST(RLock, AWaiterWhoGivesUpTakesNobodysTurn, 1) {
  RLock lock;
  int visits = 0;  // guarded by lock
  auto visit = [&] {
    lock.lock();
    checker::WorkFor(milliseconds(10));
    ++visits;
    lock.unlock();
  };
  auto impatient = [&] {
    if (lock.try_lock_for(milliseconds(10))) lock.unlock();
  };
  RunTogether({visit, visit, impatient});
  EXPECT_EQ(visits, 2);
}

GRADED_TEST(RLock, ForEverIsNotOverBeforeItBegins, 1) {
  RLock lock;
  checker::MeetingPoint held(4);
  auto hold = [&] {
    lock.lock();
    held.Meet();
    checker::WorkFor(milliseconds(20));
    lock.unlock();
  };
  auto wait = [&] {
    held.Meet();
    EXPECT_TRUE(lock.try_lock_for(nanoseconds::max())) << "the longest time is for ever";
    EXPECT_TRUE(lock.try_lock_for(hours::max())) << "the longest time is for ever";
    lock.unlock();
    lock.unlock();
  };
  auto wait_longer_than_the_clock_counts = [&] {
    held.Meet();
    EXPECT_TRUE(lock.try_lock_for(nanoseconds::max() - nanoseconds(1))) << "gave up";
    lock.unlock();
  };
  auto wait_until = [&] {
    held.Meet();
    EXPECT_TRUE(lock.try_lock_until(Clock::time_point::max())) << "there is no later time";
    lock.unlock();
  };
  RunTogether({hold, wait, wait_longer_than_the_clock_counts, wait_until});
}

GRADED_TEST(RLock, WhoWaitsSleeps, 1) {
  RLock lock;
  checker::MeetingPoint held(3);
  auto hold = [&] {
    lock.lock();
    held.Meet();
    checker::WorkFor(checker::Controlled() ? hours(100) : milliseconds(20));
    lock.unlock();
  };
  auto wait = [&] {
    held.Meet();
    lock.lock();
    lock.unlock();
  };
  auto wait_for_long = [&] {
    held.Meet();
    EXPECT_TRUE(lock.try_lock_for(hours(1000))) << "gave up";
    lock.unlock();
  };
  RunTogether({hold, wait, wait_for_long});
}

GRADED_TEST(RLock, TenThousandLevelsAreCounted, 1) {
  constexpr std::size_t kLevels = 10'000;
  RLock lock;
  for (std::size_t i = 0; i < kLevels; ++i) lock.lock();
  EXPECT_EQ(lock.recursion_count(), kLevels);
  for (std::size_t i = 1; i < kLevels; ++i) lock.unlock();
  EXPECT_EQ(lock.recursion_count(), 1u);
  EXPECT_FALSE(AnotherThreadGetsIn(lock)) << "one level is left";
  lock.unlock();
  EXPECT_TRUE(AnotherThreadGetsIn(lock)) << "every lock has been undone";
}

GRADED_TEST(RLock, StandardGuardsAndConditionVariablesTakeIt, 1) {
  RLock lock, other;
  std::condition_variable_any changed;
  bool ready = false;  // guarded by lock
  auto wait = [&] {
    std::unique_lock<RLock> guard(lock);
    changed.wait(guard, [&] { return ready; });
    EXPECT_EQ(lock.recursion_count(), 1u) << "after the wait the lock is held again";
  };
  auto set = [&] {
    {
      std::scoped_lock both(lock, other);
      ready = true;
    }
    changed.notify_one();
  };
  RunTogether({wait, set});
  std::unique_lock<RLock> timed(lock, std::chrono::duration<double>(0.01));
  EXPECT_TRUE(timed.owns_lock()) << "the lock is free";
}

GRADED_TEST(RLock, TheLastUserMayDestroyIt, 1) {
  struct Shared {
    RLock lock;
    int users = 2;  // guarded by lock
  };
  auto* shared = new Shared;
  auto leave = [shared] {
    shared->lock.lock();
    const bool last = --shared->users == 0;
    shared->lock.unlock();
    if (last) delete shared;  // the other one's unlock() may not have returned yet
  };
  RunTogether({leave, leave});

  auto held = std::make_unique<RLock>();
  held->lock();
  held.reset();  // allowed: nobody waits
}

GRADED_TEST(RLock, ReinitMakesItNew, 1) {
  RLock lock;
  ByAnotherThread([&] {
    lock.lock();
    lock.lock();
    ByAnotherThread([&] { EXPECT_FALSE(lock.try_lock_for(milliseconds(1))) << "it is held"; });
    lock.reinit();
    EXPECT_FALSE(lock.held_by_current_thread()) << "a new lock has no holder";
    EXPECT_EQ(lock.recursion_count(), 0u) << "a new lock has no levels";
  });
  lock.lock();
  EXPECT_EQ(lock.recursion_count(), 1u) << "the old levels are gone";
  EXPECT_FALSE(AnotherThreadGetsIn(lock)) << "the new holder keeps others out";
  lock.unlock();
  EXPECT_TRUE(AnotherThreadGetsIn(lock)) << "one lock, one unlock";
}

bool IsNewAfterReinit(RLock& lock) {
  lock.reinit();
  if (lock.held_by_current_thread() || lock.recursion_count() != 0) return false;
  lock.lock();
  lock.lock();
  return lock.recursion_count() == 2;
}

GRADED_TEST(RLock, ReinitInAForkedChildForgetsWhoHeldIt, 1) {
  RLock lock;
  RunTogether({[&] {
                 lock.lock();
                 lock.lock();
                 lock.unlock();
                 lock.unlock();
               },
               [&] {
                 // Forked perhaps in the midst of one of those calls.
                 EXPECT_TRUE(checker::WorksInAChild([&] { return IsNewAfterReinit(lock); }))
                     << "in the child the lock wasn't as new after reinit()";
               }});
}

}  // namespace

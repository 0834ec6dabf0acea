// What a caller of Mutex can rely on. What the threads of a case share is plain memory guarded by
// the mutex under test, so that ThreadSanitizer sees an unlock that doesn't publish; eight bytes
// each, because it remembers only the last few accesses to every eight bytes.
#include "mutex.h"

#include <sys/mman.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <new>
#include <system_error>
#include <thread>
#include <type_traits>

#include "checker/testing/workbook_test.h"

namespace {

using checker::RunTogether;
using std::chrono::steady_clock;
using namespace std::chrono_literals;

// An uncontended lock and unlock of every kind, and the system calls that they made.
std::int64_t SystemCallsOfAFreeMutex(Mutex& mutex) {
  const std::int64_t before = checker::SystemCallsByThisThread();
  mutex.lock();
  mutex.unlock();
  if (mutex.try_lock()) mutex.unlock();
  if (mutex.try_lock_for(1h)) mutex.unlock();
  return checker::SystemCallsByThisThread() - before;
}

// Real time is nobody's fault: only the explorer's virtual clock can tell that a call was late.
bool TookAtMost(steady_clock::duration limit, steady_clock::time_point start) {
  return steady_clock::now() - start <= limit || !checker::Controlled();
}

GRADED_TEST(Mutex, OneThreadAtATimeIsInside, 2) {
  Mutex mutex;
  std::int64_t sold = 0;
  RunTogether(3, [&](int) {
    for (int i = 0; i < 2; ++i) {
      mutex.lock();
      ++sold;
      mutex.unlock();
    }
  });
  EXPECT_EQ(sold, 6) << "an update was lost: two threads were inside at once";
}

GRADED_TEST(Mutex, EveryWayInKeepsTheOthersOut, 2) {
  Mutex mutex;
  std::atomic<int> inside{0};  // relaxed: counts, but orders nothing
  const auto visit = [&] {
    EXPECT_EQ(inside.fetch_add(1, std::memory_order_relaxed), 0) << "two threads hold the mutex";
    EXPECT_TRUE(mutex.locked()) << "locked() is false though a thread holds the mutex";
    inside.fetch_sub(1, std::memory_order_relaxed);
    mutex.unlock();
  };
  RunTogether({[&] { mutex.lock(), visit(); },
               [&] {
                 if (mutex.try_lock()) visit();
               },
               [&] {
                 if (mutex.try_lock_for(1ms)) visit();
               }});
  EXPECT_FALSE(mutex.locked()) << "locked() is true though everybody has unlocked";
}

GRADED_TEST(Mutex, EveryWayInSeesWhatWasWrittenBeforeTheUnlock, 2) {
  Mutex mutex;
  std::int64_t visits = 0;
  std::int64_t counted = 0;  // each thread's successes, added up under the mutex at its end
  RunTogether(2, [&](int) {
    int mine = 1;
    if (mutex.try_lock()) ++visits, ++mine, mutex.unlock();
    if (mutex.try_lock_for(1ms)) ++visits, ++mine, mutex.unlock();
    if (mutex.try_lock_until(steady_clock::now() + 1ms)) ++visits, ++mine, mutex.unlock();
    mutex.lock();
    ++visits;
    counted += mine;
    mutex.unlock();
  });
  EXPECT_EQ(visits, counted);
}

GRADED_TEST(Mutex, NobodySleepsOnWhenTheMutexIsFree, 2) {
  Mutex mutex;
  std::int64_t visits = 0;
  mutex.lock();
  RunTogether(4, [&](int index) {
    if (index > 0) mutex.lock();  // thread 0 undoes the lock above
    ++visits;
    mutex.unlock();
  });
  EXPECT_EQ(visits, 4);
}

GRADED_TEST(Mutex, AnUnlockWakesATimedWaiter, 2) {
  Mutex mutex;
  std::int64_t handed_over = 0;
  bool taken = false;
  steady_clock::time_point started, freed;
  mutex.lock();
  RunTogether({[&] {
                 started = steady_clock::now();
                 taken = mutex.try_lock_for(1h);
                 if (taken) EXPECT_EQ(handed_over, 1);
               },
               [&] {
                 handed_over = 1;
                 mutex.unlock();
                 freed = steady_clock::now();
               }});
  EXPECT_TRUE(taken || freed >= started + 1h)
      << "try_lock_for(1h) gave up though the mutex had been free for long: it was never woken";
}

// One thread gives up after `patience`, one waits for ever, and the mutex is unlocked at `unlock`.
void OneGivesUpWhileAnotherWaits(steady_clock::duration patience, steady_clock::duration unlock) {
  Mutex mutex;
  std::int64_t visits = 0;
  const auto leave = [&] {
    ++visits;
    mutex.unlock();
  };
  mutex.lock();
  const auto start = steady_clock::now();
  RunTogether({[&] {
                 if (mutex.try_lock_until(start + patience)) leave();
               },
               [&] { mutex.lock(), leave(); },
               [&] {
                 std::this_thread::sleep_until(start + unlock);
                 leave();
               }});
  EXPECT_FALSE(mutex.locked());
  EXPECT_GE(visits, 2);
}

GRADED_TEST(Mutex, AWaiterWhoGivesUpLeavesTheOthersAwaited, 2) {
  OneGivesUpWhileAnotherWaits(1ms, 2ms);
}

// The first may be woken and late at the same time.
GRADED_TEST(Mutex, AWakeUpAtTheLastMomentIsNotLost, 2) { OneGivesUpWhileAnotherWaits(10ms, 10ms); }

GRADED_TEST(Mutex, WaitersSleepInsteadOfSpinning, 2) {
  Mutex mutex;
  mutex.lock();
  const auto wait = [&](bool timed) {
    const std::int64_t before = checker::SystemCallsByThisThread();
    if (timed ? mutex.try_lock_for(9h) : (mutex.lock(), true)) mutex.unlock();
    // Up to a hundred turns before each sleep are allowed, and some sleeps end for no reason.
    EXPECT_LE(checker::SystemCallsByThisThread() - before, 2'000)
        << "a waiting thread asks again and again instead of sleeping until it is woken";
  };
  RunTogether({[&] { wait(true); }, [&] { wait(false); },
               [&] {
                 if (checker::Controlled()) checker::WorkFor(5h);
                 mutex.unlock();
               }});
}

GRADED_TEST(Mutex, TryLockAndShortTimesDoNotWait, 2) {
  Mutex mutex;
  ASSERT_TRUE(mutex.try_lock()) << "a free mutex was refused";
  const auto start = steady_clock::now();
  EXPECT_FALSE(mutex.try_lock());
  EXPECT_FALSE(mutex.try_lock_for(0ms));
  EXPECT_FALSE(mutex.try_lock_for(-1h));
  EXPECT_FALSE(mutex.try_lock_for(std::chrono::hours::min()));
  EXPECT_FALSE(mutex.try_lock_until(start - 1h));
  EXPECT_FALSE(mutex.try_lock_until(steady_clock::time_point::min()));
  EXPECT_TRUE(TookAtMost(100us, start)) << "a call that must not wait took time";
  EXPECT_FALSE(mutex.try_lock_for(2500us));
  EXPECT_GE(steady_clock::now(), start + 2500us) << "try_lock_for gave up too early";
  mutex.unlock();
  EXPECT_TRUE(mutex.try_lock_for(-1h)) << "what is free is taken whatever the duration";
  mutex.unlock();
  EXPECT_TRUE(mutex.try_lock_until(start - 1h)) << "what is free is taken whatever the time";
}

GRADED_TEST(Mutex, ATimedCallHasOneDeadline, 2) {
  Mutex mutex;
  mutex.lock();
  RunTogether({[&] {
                 const auto start = steady_clock::now();
                 if (mutex.try_lock_for(10ms)) mutex.unlock();
                 EXPECT_TRUE(TookAtMost(15ms, start))
                     << "try_lock_for(10ms) took longer: does its time start anew at a wake-up?";
               },
               [&] {
                 for (int i = 0; i < 4; ++i) {
                   checker::WorkFor(6ms);
                   mutex.unlock();  // wakes the waiter, who may be late:
                   mutex.lock();
                 }
                 mutex.unlock();
               }});
}

template <class Duration>
void ExpectToWaitFor(Duration duration) {
  Mutex mutex;
  mutex.lock();
  RunTogether(
      {[&] { EXPECT_TRUE(mutex.try_lock_for(duration)) << "gave up"; }, [&] { mutex.unlock(); }});
  EXPECT_TRUE(mutex.locked());
}

GRADED_TEST(Mutex, TheGreatestDurationIsForEver, 1) {
  ExpectToWaitFor(steady_clock::duration::max());
  ExpectToWaitFor(steady_clock::duration::max() - 1ns);  // the clock can't count as far
  ExpectToWaitFor(std::chrono::hours::max());
}

GRADED_TEST(Mutex, WhoLocksTwiceWaitsUntilAnotherThreadUnlocks, 1) {
  Mutex mutex;
  checker::MeetingPoint locked(2);
  std::int64_t freed = 0;
  RunTogether({[&] {
                 mutex.lock();
                 locked.Meet();
                 mutex.lock();
                 EXPECT_EQ(freed, 1) << "the second lock didn't wait";
                 mutex.unlock();
               },
               [&] {
                 locked.Meet();
                 freed = 1;
                 mutex.unlock();
               }});
}

GRADED_TEST(Mutex, UnlockOfAFreeMutexThrows, 1) {
  Mutex mutex;
  for (int i = 0; i < 2; ++i) {
    try {
      mutex.unlock();
      ADD_FAILURE() << "unlock of a free mutex was accepted";
    } catch (const std::system_error& error) {
      EXPECT_EQ(error.code(), std::errc::operation_not_permitted);
    }
    EXPECT_FALSE(mutex.locked()) << "the refused unlock changed something";
    EXPECT_TRUE(mutex.try_lock()) << "the refused unlock changed something";
    mutex.unlock();
  }
}

GRADED_TEST(Mutex, OfTwoWhoUnlockItOneIsRefused, 1) {
  Mutex mutex;
  std::atomic<int> refusals{0};
  mutex.lock();
  RunTogether(2, [&](int) {
    try {
      mutex.unlock();
    } catch (const std::system_error&) {
      ++refusals;
    }
  });
  EXPECT_EQ(refusals, 1) << "it was locked once, so one of the two unlocked a free mutex";
}

GRADED_TEST(Mutex, TheStandardsGuardsAndConditionsWorkWithIt, 1) {
  Mutex mutex, other;
  std::condition_variable_any changed;
  std::int64_t ready = 0;
  RunTogether({[&] {
                 std::unique_lock<Mutex> lock(mutex, 1h);
                 ASSERT_TRUE(lock.owns_lock());
                 changed.wait(lock, [&] { return ready == 1; });
               },
               [&] {
                 std::scoped_lock lock(other, mutex);
                 ready = 1;
                 changed.notify_one();
               }});
  EXPECT_FALSE(mutex.locked() || other.locked());
  EXPECT_FALSE(std::is_copy_constructible_v<Mutex> || std::is_move_constructible_v<Mutex>);
}

GRADED_TEST(Mutex, AFreeMutexNeedsNoSystemCall, 2) {
  Mutex mutex;
  EXPECT_LE(sizeof(Mutex), 8u) << "one atomic is all it needs";
  EXPECT_EQ(SystemCallsOfAFreeMutex(mutex), 0) << "nobody waits, and yet the kernel was asked";
  mutex.lock();
  RunTogether({[&] { mutex.lock(), mutex.unlock(); },
               [&] {
                 if (mutex.try_lock_for(1ms)) mutex.unlock();
               },
               [&] {
                 checker::WorkFor(1ms);
                 mutex.unlock();
               }});
  EXPECT_EQ(SystemCallsOfAFreeMutex(mutex), 0)
      << "nobody waits any more, and yet the kernel was asked";
}

GRADED_TEST(Mutex, TheLastUserMayDestroyIt, 1) {
  struct Shared {
    Mutex mutex;
    std::int64_t users = 3;
  };
  // In a page of its own: who touches it after it was given back crashes.
  void* page =
      mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  auto* shared = new (page) Shared;
  RunTogether(3, [shared](int) {
    shared->mutex.lock();
    const bool last = --shared->users == 0;
    shared->mutex.unlock();
    if (!last) return;
    munmap(shared, sizeof(Shared));  // the others' unlock may not have returned yet
  });
  std::make_unique<Mutex>()->lock();  // destroyed while held, but nobody waits
}

// reinit() on a mutex with a past, and what a new one can do after it.
bool IsAsNewAfterReinit(Mutex& mutex) {
  mutex.reinit();
  return !mutex.locked() && SystemCallsOfAFreeMutex(mutex) == 0 && mutex.try_lock();
}

GRADED_TEST(Mutex, ReinitMakesItAsNew, 1) {
  Mutex mutex;
  mutex.lock();
  RunTogether(2, [&](int) { EXPECT_FALSE(mutex.try_lock_for(1ms)); });
  EXPECT_TRUE(IsAsNewAfterReinit(mutex)) << "after two waiters had come and gone";
  mutex.unlock();
  EXPECT_TRUE(IsAsNewAfterReinit(mutex)) << "of a mutex that nobody held";
}

GRADED_TEST(Mutex, ReinitInAForkedChildForgetsWhoHeldAndWaited, 1) {
  Mutex mutex;
  mutex.lock();
  RunTogether({[&] { mutex.lock(), mutex.unlock(); },
               [&] {
                 // Forked perhaps while the other thread waits.
                 EXPECT_TRUE(checker::WorksInAChild([&] { return IsAsNewAfterReinit(mutex); }))
                     << "in the child the mutex wasn't as new after reinit()";
                 mutex.unlock();
               }});
}

}  // namespace

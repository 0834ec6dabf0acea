// Correct uses of the standard library's mutexes and condition variables, one case each: no
// schedule may find anything.
#include <condition_variable>
#include <mutex>
#include <shared_mutex>
#include <stop_token>
#include <thread>

#include "checker/testing/workbook_test.h"

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

TEST(Std, MutexExcludes) {
  std::mutex mutex;
  int count = 0;
  checker::RunTogether(2, [&](int) {
    for (int i = 0; i < 3; ++i) {
      std::lock_guard lock(mutex);
      ++count;
    }
  });
  EXPECT_EQ(count, 6);
}

TEST(Std, RecursiveMutexLetsItsOwnerIn) {
  std::recursive_mutex mutex;
  int count = 0;
  checker::RunTogether(2, [&](int) {
    std::lock_guard outer(mutex);
    std::lock_guard inner(mutex);
    ++count;
  });
  EXPECT_EQ(count, 2);
}

TEST(Std, TimedMutexTimesOut) {
  std::timed_mutex mutex;
  mutex.lock();
  std::thread([&] {
    const auto start = Clock::now();
    EXPECT_FALSE(mutex.try_lock_for(50ms));
    EXPECT_EQ(Clock::now() - start, 50ms);
  }).join();
  mutex.unlock();
  std::thread([&] {
    EXPECT_TRUE(mutex.try_lock_for(50ms));
    mutex.unlock();
  }).join();
}

TEST(Std, TimedMutexAtItsDeadlineGoesEitherWay) {
  std::timed_mutex mutex;
  mutex.lock();
  bool got = false;
  std::thread waiter([&] {
    got = mutex.try_lock_for(10ms);
    if (got) mutex.unlock();
  });
  std::this_thread::sleep_for(10ms);
  mutex.unlock();
  waiter.join();
  checker::Sometimes("in time", got);
  checker::Sometimes("too late", !got);
}

TEST(Std, RecursiveTimedMutex) {
  std::recursive_timed_mutex mutex;
  int count = 0;
  checker::RunTogether(2, [&](int) {
    ASSERT_TRUE(mutex.try_lock_for(1h));
    ASSERT_TRUE(mutex.try_lock_for(1h));
    ++count;
    mutex.unlock();
    mutex.unlock();
  });
  EXPECT_EQ(count, 2);
}

TEST(Std, SharedMutexLetsReadersOverlap) {
  std::shared_mutex mutex;
  int value = 0;
  checker::MeetingPoint readers(2);
  checker::RunTogether({[&] {
                          std::shared_lock lock(mutex);
                          readers.Meet();
                          EXPECT_GE(value, 0);
                        },
                        [&] {
                          std::shared_lock lock(mutex);
                          readers.Meet();
                        },
                        [&] {
                          std::unique_lock lock(mutex);
                          ++value;
                        }});
  EXPECT_EQ(value, 1);
}

TEST(Std, SharedTimedMutexTimesOut) {
  std::shared_timed_mutex mutex;
  mutex.lock_shared();
  std::thread([&] {
    EXPECT_FALSE(mutex.try_lock_for(1s));
    EXPECT_TRUE(mutex.try_lock_shared_for(1s));
    mutex.unlock_shared();
  }).join();
  mutex.unlock_shared();
  EXPECT_TRUE(mutex.try_lock_until(Clock::now() + 1s));
  std::thread([&] { EXPECT_FALSE(mutex.try_lock_shared_until(Clock::now() + 1s)); }).join();
  mutex.unlock();
}

// Two who make way for each other get out of step in the end.
TEST(Std, BackingOffAvoidsDeadlock) {
  std::mutex a;
  std::mutex b;
  int count = 0;
  const auto take_both = [&](std::mutex& first, std::mutex& second) {
    for (int i = 0; i < 3; ++i) {
      for (first.lock(); !second.try_lock(); first.lock()) {
        first.unlock();
        std::this_thread::yield();
      }
      ++count;
      second.unlock();
      first.unlock();
    }
  };
  checker::RunTogether({[&] { take_both(a, b); }, [&] { take_both(b, a); }});
  EXPECT_EQ(count, 6);
}

TEST(Std, ScopedLockAvoidsDeadlock) {
  std::mutex a;
  std::mutex b;
  int count = 0;
  checker::RunTogether({[&] {
                          std::scoped_lock lock(a, b);
                          ++count;
                        },
                        [&] {
                          std::scoped_lock lock(b, a);
                          ++count;
                        }});
  EXPECT_EQ(count, 2);
}

TEST(Std, ConditionVariableHandsOver) {
  std::mutex mutex;
  std::condition_variable changed;
  bool ready = false;
  int value = 0;
  checker::RunTogether({[&] {
                          std::unique_lock lock(mutex);
                          changed.wait(lock, [&] { return ready; });
                          EXPECT_EQ(value, 7);
                        },
                        [&] {
                          value = 7;
                          std::lock_guard lock(mutex);
                          ready = true;
                          changed.notify_one();
                        }});
}

TEST(Std, ConditionVariableTimesOut) {
  std::mutex mutex;
  std::condition_variable changed;
  const auto start = Clock::now();
  std::unique_lock lock(mutex);
  EXPECT_FALSE(changed.wait_for(lock, 2s, [] { return false; }));
  EXPECT_FALSE(
      changed.wait_until(lock, std::chrono::system_clock::now() + 1s, [] { return false; }));
  EXPECT_EQ(Clock::now() - start, 3s);
}

TEST(Std, ConditionVariableAtItsDeadlineGoesEitherWay) {
  std::mutex mutex;
  std::condition_variable changed;
  bool ready = false;
  bool seen = false;
  std::thread waiter([&] {
    std::unique_lock lock(mutex);
    seen = changed.wait_for(lock, 10ms, [&] { return ready; });
  });
  std::this_thread::sleep_for(10ms);
  {
    std::lock_guard lock(mutex);
    ready = true;
  }
  changed.notify_one();
  waiter.join();
  checker::Sometimes("in time", seen);
  checker::Sometimes("too late", !seen);
}

TEST(Std, ConditionVariableAnyTakesASharedLock) {
  std::shared_mutex mutex;
  std::condition_variable_any changed;
  bool ready = false;
  checker::RunTogether({[&] {
                          std::shared_lock lock(mutex);
                          changed.wait(lock, [&] { return ready; });
                        },
                        [&] {
                          std::lock_guard lock(mutex);
                          ready = true;
                          changed.notify_all();
                        }});
}

TEST(Std, ConditionVariableAnyIsStopped) {
  std::mutex mutex;
  std::condition_variable_any changed;
  bool woke = false;
  {
    std::jthread thread([&](std::stop_token stop) {
      std::unique_lock lock(mutex);
      changed.wait(lock, stop, [] { return false; });
      woke = true;
    });
  }
  EXPECT_TRUE(woke);
}

TEST(Std, NotifyAllAtThreadExit) {
  std::mutex mutex;
  std::condition_variable ended;
  bool done = false;
  std::thread thread([&] {
    std::unique_lock lock(mutex);
    done = true;
    std::notify_all_at_thread_exit(ended, std::move(lock));
  });
  {
    std::unique_lock lock(mutex);
    ended.wait(lock, [&] { return done; });
  }
  thread.join();
}

TEST(Std, WaitingForEverIsNotCutShort) {
  std::mutex mutex;
  std::condition_variable changed;
  bool ready = false;
  std::thread thread([&] {
    std::unique_lock lock(mutex);
    EXPECT_TRUE(changed.wait_until(lock, Clock::time_point::max(), [&] { return ready; }));
  });
  std::this_thread::sleep_for(24h);
  {
    std::lock_guard lock(mutex);
    ready = true;
  }
  changed.notify_one();
  thread.join();
}

TEST(Std, MutexMadeAnewInPlaceIsFree) {
  std::timed_mutex mutex;
  mutex.lock();
  new (&mutex) std::timed_mutex;
  EXPECT_TRUE(mutex.try_lock());
  new (&mutex) std::timed_mutex;
  mutex.lock();
  mutex.unlock();
  std::thread([&] { EXPECT_TRUE(mutex.try_lock()); }).join();
  new (&mutex) std::timed_mutex;
  mutex.lock();
  mutex.unlock();
}

}  // namespace

// Correct uses of the standard library's primitives, one case each: no schedule may find anything.
#include <atomic>
#include <barrier>
#include <condition_variable>
#include <future>
#include <latch>
#include <memory>
#include <mutex>
#include <semaphore>
#include <shared_mutex>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "checker/testing/workbook_test.h"

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

TEST(Std, ThreadIsJoined) {
  int value = 0;
  std::thread thread([&] { value = 1; });
  thread.join();
  EXPECT_EQ(value, 1);
}

TEST(Std, DetachedThreadFulfilsAPromise) {
  auto promise = std::make_shared<std::promise<int>>();
  std::future<int> future = promise->get_future();
  std::thread([promise] { promise->set_value(3); }).detach();
  EXPECT_EQ(future.get(), 3);
}

TEST(Std, JoiningOneselfThrows) {
  std::atomic<std::thread*> handle{nullptr};
  std::thread thread([&] {
    while (handle.load() == nullptr) std::this_thread::yield();
    try {
      handle.load()->join();
      ADD_FAILURE() << "joined itself";
    } catch (const std::system_error& error) {
      EXPECT_EQ(error.code(), std::errc::resource_deadlock_would_occur);
    }
  });
  handle = &thread;
  thread.join();
}

TEST(Std, JthreadIsStopped) {
  std::atomic<int> turns{0};
  {
    std::jthread thread([&](std::stop_token stop) {
      while (!stop.stop_requested()) {
        ++turns;
        std::this_thread::yield();
      }
    });
  }
  EXPECT_GE(turns.load(), 0);
}

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

TEST(Std, StopCallbackRunsOnce) {
  std::stop_source source;
  std::atomic<int> runs{0};
  std::stop_callback callback(source.get_token(), [&] { ++runs; });
  checker::RunTogether(2, [&](int) { source.request_stop(); });
  EXPECT_EQ(runs.load(), 1);
}

TEST(Std, WeakCompareExchangeInALoopSucceeds) {
  std::atomic<int> count{0};
  checker::RunTogether(3, [&](int) {
    int seen = count.load();
    while (!count.compare_exchange_weak(seen, seen + 1)) {
    }
  });
  EXPECT_EQ(count, 3);
}

TEST(Std, StrongCompareExchangeFailsForAReasonOnly) {
  std::atomic<int> value{0};
  int expected = 0;
  EXPECT_TRUE(value.compare_exchange_strong(expected, 1));
}

TEST(Std, CountingSemaphoreLimits) {
  std::counting_semaphore<4> permits(2);
  std::atomic<int> inside{0};
  checker::RunTogether(3, [&](int) {
    permits.acquire();
    EXPECT_LE(++inside, 2);
    --inside;
    permits.release();
  });
  EXPECT_TRUE(permits.try_acquire());
}

TEST(Std, BinarySemaphoreSignals) {
  std::binary_semaphore ready(0);
  int value = 0;
  std::thread thread([&] {
    value = 1;
    ready.release();
  });
  ready.acquire();
  EXPECT_EQ(value, 1);
  thread.join();
}

TEST(Std, SemaphoreTimesOut) {
  std::counting_semaphore<4> permits(0);
  const auto start = Clock::now();
  EXPECT_FALSE(permits.try_acquire_for(10s));
  const auto waited = Clock::now() - start;
  EXPECT_GE(waited, 10s);
  EXPECT_LE(waited, 10s + 100ms);  // libstdc++ sleeps in slices at the end
}

TEST(Std, SemaphoreIsReleasedWhileSomebodyWaitsWithATimeOut) {
  std::counting_semaphore<4> permits(0);
  std::thread thread([&] { EXPECT_TRUE(permits.try_acquire_for(1h)); });
  std::this_thread::sleep_for(1s);
  permits.release();
  thread.join();
}

TEST(Std, LatchOpens) {
  std::latch latch(2);
  int a = 0;
  int b = 0;
  std::thread x([&] {
    a = 1;
    latch.count_down();
  });
  std::thread y([&] {
    b = 1;
    latch.arrive_and_wait();
    EXPECT_EQ(a + b, 2);
  });
  latch.wait();
  EXPECT_EQ(a + b, 2);
  x.join();
  y.join();
}

TEST(Std, BarrierCompletesItsPhases) {
  int phases = 0;
  auto complete = [&]() noexcept { ++phases; };
  std::barrier barrier(2, complete);
  checker::RunTogether(2, [&](int) {
    for (int i = 0; i < 2; ++i) barrier.arrive_and_wait();
  });
  EXPECT_EQ(phases, 2);
}

TEST(Std, AtomicWaitIsNotified) {
  std::atomic<int> word{0};
  std::atomic<bool> byte{false};
  int value = 0;
  std::thread thread([&] {
    value = 7;
    word = 1;
    word.notify_one();
    byte = true;
    byte.notify_all();
  });
  word.wait(0);
  EXPECT_EQ(value, 7);
  byte.wait(false);
  thread.join();
}

TEST(Std, AtomicFlagExcludes) {
  std::atomic_flag flag;
  int count = 0;
  checker::RunTogether(2, [&](int) {
    while (flag.test_and_set(std::memory_order_acquire)) {
    }
    ++count;
    flag.clear(std::memory_order_release);
  });
  EXPECT_EQ(count, 2);
}

TEST(Std, AtomicCompareExchangeLoop) {
  std::atomic<int> count{0};
  checker::RunTogether(2, [&](int) {
    int seen = count.load(std::memory_order_relaxed);
    while (!count.compare_exchange_weak(seen, seen + 1)) {
    }
  });
  EXPECT_EQ(count.load(), 2);
}

TEST(Std, CallOnceRunsOnce) {
  std::once_flag once;
  int runs = 0;
  checker::RunTogether(3, [&](int) {
    std::call_once(once, [&] {
      ++runs;
      std::this_thread::yield();
    });
    EXPECT_EQ(runs, 1);
  });
}

TEST(Std, CallOnceTriesAgainAfterAThrow) {
  std::once_flag once;
  int runs = 0;
  checker::RunTogether(2, [&](int) {
    try {
      std::call_once(once, [&] {
        if (runs++ == 0) throw std::runtime_error("not yet");
      });
    } catch (const std::runtime_error&) {
    }
  });
  EXPECT_EQ(runs, 2);
}

struct Slow {
  Slow() { std::this_thread::yield(); }
  int value = 42;
};

const Slow& TheSlow() {
  static Slow slow;
  return slow;
}

TEST(Std, LocalStaticIsInitialisedOnce) {
  checker::RunTogether(2, [&](int) { EXPECT_EQ(TheSlow().value, 42); });
}

TEST(Std, FutureDelivers) {
  std::promise<std::string> promise;
  std::future<std::string> future = promise.get_future();
  std::thread thread([&] { promise.set_value("hello"); });
  EXPECT_EQ(future.get(), "hello");
  thread.join();
}

TEST(Std, FutureDeliversAnException) {
  std::promise<int> promise;
  std::future<int> future = promise.get_future();
  std::thread thread(
      [&] { promise.set_exception(std::make_exception_ptr(std::runtime_error("x"))); });
  EXPECT_THROW(future.get(), std::runtime_error);
  thread.join();
}

TEST(Std, FutureTimesOut) {
  std::promise<int> promise;
  std::future<int> future = promise.get_future();
  const auto start = Clock::now();
  EXPECT_EQ(future.wait_for(1s), std::future_status::timeout);
  EXPECT_GE(Clock::now() - start, 1s);
  promise.set_value(1);
  EXPECT_EQ(future.wait_for(1s), std::future_status::ready);
}

TEST(Std, SharedFutureServesMany) {
  std::promise<int> promise;
  std::shared_future<int> future = promise.get_future().share();
  auto read = [future] { EXPECT_EQ(future.get(), 9); };
  std::thread a(read);
  std::thread b(read);
  promise.set_value(9);
  a.join();
  b.join();
}

TEST(Std, AsyncRuns) {
  auto now = std::async(std::launch::async, [] { return 5; });
  auto later = std::async(std::launch::deferred, [] { return 6; });
  EXPECT_EQ(now.get() + later.get(), 11);
}

TEST(Std, PackagedTaskRuns) {
  std::packaged_task<int(int)> task([](int x) { return x * 2; });
  std::future<int> future = task.get_future();
  std::thread thread(std::move(task), 4);
  EXPECT_EQ(future.get(), 8);
  thread.join();
}

struct CountsItsEnd {
  ~CountsItsEnd() {
    if (mutex == nullptr) return;
    std::lock_guard lock(*mutex);
    ++*ends;
  }
  std::mutex* mutex = nullptr;
  int* ends = nullptr;
};

thread_local CountsItsEnd at_end;

TEST(Std, ThreadLocalDestructorsRunBeforeTheJoinReturns) {
  std::mutex mutex;
  int ends = 0;
  checker::RunTogether(2, [&](int) {
    at_end.mutex = &mutex;
    at_end.ends = &ends;
  });
  EXPECT_EQ(ends, 2);
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

TEST(Std, SleepersWakeInOrder) {
  std::mutex mutex;
  std::vector<int> order;
  checker::RunTogether(3, [&](int i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100 * (3 - i)));
    std::lock_guard lock(mutex);
    order.push_back(i);
  });
  EXPECT_EQ(order, (std::vector<int>{2, 1, 0}));
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

TEST(Std, ManyThreadsInTurnReuseTheirPlaces) {
  for (int i = 0; i < 40; ++i) std::thread([] {}).join();
}

TEST(Std, ExceptionsStayInTheirThread) {
  checker::RunTogether(
      2, [&](int) { EXPECT_THROW(throw std::runtime_error("q"), std::runtime_error); });
}

}  // namespace

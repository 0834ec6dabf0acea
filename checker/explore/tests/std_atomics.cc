// Correct uses of the standard library's atomics, semaphores, latches and barriers, one case each:
// no schedule may find anything.
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <barrier>
#include <cstdint>
#include <latch>
#include <memory>
#include <semaphore>
#include <thread>

#include "checker/testing/workbook_test.h"

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

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
  EXPECT_EQ(Clock::now() - start, 10s);
  EXPECT_FALSE(permits.try_acquire_until(start));
  EXPECT_FALSE(permits.try_acquire_until(std::chrono::system_clock::now() + 1s));
  EXPECT_EQ(Clock::now() - start, 11s);
  std::thread thread([&] { EXPECT_TRUE(permits.try_acquire_until(Clock::time_point::max())); });
  std::this_thread::sleep_for(1h);
  permits.release();
  thread.join();
  EXPECT_FALSE(permits.try_acquire());
}

TEST(Std, TwoReleasesReachTwoSleepers) {
  std::counting_semaphore<4> permits(0);
  const auto acquire = [&] { permits.acquire(); };
  const auto release = [&] { permits.release(); };
  checker::RunTogether({acquire, acquire, release, release});
}

TEST(Std, ReleaseOfTwoIsOneStep) {
  std::counting_semaphore<4> permits(0);
  checker::RunTogether({[&] {
                          permits.acquire();
                          EXPECT_TRUE(permits.try_acquire()) << "both came at once";
                        },
                        [&] { permits.release(2); }});
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

TEST(Std, AFutexWakesAsManyAsAsked) {
  std::atomic<std::uint32_t> word{0};
  const auto futex = [&](int operation, std::uint32_t value) {
    return syscall(SYS_futex, &word, operation, value, nullptr, nullptr, 0);
  };
  const auto sleep = [&] {
    while (word == 0) futex(FUTEX_WAIT_PRIVATE, 0);
  };
  checker::RunTogether({sleep, sleep, sleep, [&] {
                          word = 1;
                          EXPECT_LE(futex(FUTEX_WAKE_PRIVATE, 3), 3);
                        }});
}

TEST(Std, AtomicSharedPtrIsSharedByAll) {
  std::atomic<std::shared_ptr<int>> pointer(std::make_shared<int>(1));
  checker::RunTogether({[&] { pointer.store(std::make_shared<int>(2)); },
                        [&] {
                          std::shared_ptr<int> seen = pointer.load();
                          pointer.compare_exchange_strong(seen, std::make_shared<int>(*seen + 2));
                        },
                        [&] { EXPECT_LE(*pointer.load(), 4); }});
}

TEST(Std, FencesOrderWhatIsRelaxed) {
  int data = 0;
  std::atomic<bool> ready{false};
  checker::RunTogether({[&] {
                          data = 42;
                          std::atomic_thread_fence(std::memory_order_release);
                          ready.store(true, std::memory_order_relaxed);
                        },
                        [&] {
                          if (!ready.load(std::memory_order_relaxed)) return;
                          std::atomic_thread_fence(std::memory_order_acquire);
                          EXPECT_EQ(data, 42);
                        }});
}

// Between the load and its fence another store takes the place of the one that was seen.
TEST(Std, FencesOrderALockThatManyTake) {
  int count = 0;
  std::atomic<int> taken{0};
  std::atomic<int> visits{0};
  checker::RunTogether(3, [&](int) {
    while (taken.exchange(1, std::memory_order_relaxed) != 0) std::this_thread::yield();
    std::atomic_thread_fence(std::memory_order_acquire);
    ++count;
    std::atomic_thread_fence(std::memory_order_release);
    visits.fetch_add(1, std::memory_order_relaxed);
    taken.store(0, std::memory_order_relaxed);
  });
  EXPECT_EQ(count, visits.load());
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

}  // namespace

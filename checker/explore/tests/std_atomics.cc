// Correct uses of the standard library's atomics, semaphores, latches and barriers, one case each:
// no schedule may find anything.
#include <atomic>
#include <barrier>
#include <latch>
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

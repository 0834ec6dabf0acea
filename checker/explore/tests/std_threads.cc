// Correct uses of the standard library's threads, futures and what is made once, one case each: no
// schedule may find anything.
#include <atomic>
#include <exception>
#include <future>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "checker/testing/workbook_test.h"

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

const std::thread::id thread_of_static_initialisers = std::this_thread::get_id();

TEST(Std, TestsRunInTheMainThread) {
  EXPECT_EQ(std::this_thread::get_id(), thread_of_static_initialisers);
  std::thread([] { EXPECT_NE(std::this_thread::get_id(), thread_of_static_initialisers); }).join();
}

TEST(Std, AGlobalThatEachScheduleReplacesIsNoLeak) {
  static std::mutex mutex;
  static std::unique_ptr<int> latest;
  const auto replace = [] {
    std::lock_guard lock(mutex);
    latest = std::make_unique<int>(1);
  };
  std::thread thread(replace);
  replace();
  thread.join();
}

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

TEST(Std, AnotherErrorOrNoneIsNotTheOneThatWasExpected) {
  const auto join_none = [] { std::thread().join(); };
  EXPECT_TRUE(checker::ThrowsSystemError(std::errc::invalid_argument, join_none));
  EXPECT_FALSE(checker::ThrowsSystemError(std::errc::operation_not_permitted, join_none));
  EXPECT_FALSE(checker::ThrowsSystemError(std::errc::invalid_argument, [] {}));
}

TEST(Std, WhatLastsAsLongAsPromisedIsAccepted) {
  const auto start = Clock::now();
  checker::UntilTheOthersWait();
  checker::ExpectAbout(Clock::now() - start, 100ms);
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

TEST(Std, WhoReadsAnExceptionNeedNotBeTheLastToLetGoOfIt) {
  std::exception_ptr handed_over;
  std::atomic<bool> is_there{false};
  std::thread thread([&] {
    const std::exception_ptr mine = std::make_exception_ptr(std::string("why"));
    handed_over = mine;
    is_there = true;
    is_there.notify_one();
  });
  is_there.wait(false);
  try {
    std::rethrow_exception(std::move(handed_over));
  } catch (const std::string& text) {
    EXPECT_EQ(text, "why");
  }
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

TEST(Std, StopCallbackRunsOnce) {
  std::stop_source source;
  std::atomic<int> runs{0};
  std::stop_callback callback(source.get_token(), [&] { ++runs; });
  checker::RunTogether(2, [&](int) { source.request_stop(); });
  EXPECT_EQ(runs.load(), 1);
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

TEST(Std, ManyThreadsInTurnReuseTheirPlaces) {
  for (int i = 0; i < 40; ++i) std::thread([] {}).join();
}

TEST(Std, ExceptionsStayInTheirThread) {
  checker::RunTogether(
      2, [&](int) { EXPECT_THROW(throw std::runtime_error("q"), std::runtime_error); });
}

}  // namespace

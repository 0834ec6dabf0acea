#include "cancellation.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "checker/testing/workbook_test.h"

namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;
using std::chrono::steady_clock;

using AnyCallback = CancelCallback<std::function<void()>>;

GRADED_TEST(Cancellation, OnlyTheFirstCancelReturnsTrue, 1) {
  CancelSource source;
  const CancelToken token = source.token();
  EXPECT_FALSE(token.cancelled());
  std::atomic<int> firsts{0};
  checker::RunTogether(3, [&](int) {
    if (source.Cancel()) firsts.fetch_add(1, std::memory_order_relaxed);
    EXPECT_TRUE(token.cancelled());
  });
  EXPECT_EQ(firsts, 1);
}

GRADED_TEST(Cancellation, CancelWakesEveryWaiter, 2) {
  CancelSource source;
  const auto wait = [token = source.token()](nanoseconds time) {
    EXPECT_TRUE(token.WaitFor(time));
  };
  checker::RunTogether({
      [&] { wait(nanoseconds::max()); },
      [&] { wait(nanoseconds::max() - 1min); },
      [&] { source.Cancel(); },
  });
}

GRADED_TEST(Cancellation, AWaiterSleepsUntilThen, 1) {
  CancelSource source;
  const auto start = steady_clock::now();
  checker::RunTogether({
      [token = source.token(), start] {
        EXPECT_TRUE(token.WaitFor(100h));
        EXPECT_GE(steady_clock::now() - start, 10h) << "nobody had cancelled it yet";
        EXPECT_LE(steady_clock::now() - start, 10h + 1ms) << "Cancel() wakes waiters at once";
      },
      [&] {
        checker::WorkFor(10h);
        source.Cancel();
      },
  });
}

GRADED_TEST(Cancellation, WithoutACancelTheWaitEndsWithItsTime, 1) {
  CancelSource source;
  const CancelToken token = source.token();
  const auto start = steady_clock::now();
  for (const nanoseconds none : {nanoseconds(0), nanoseconds(-1h), nanoseconds::min()}) {
    EXPECT_FALSE(token.WaitFor(none));
  }
  EXPECT_LE(steady_clock::now() - start, checker::Controlled() ? 1ms : 1s) << "no time, no wait";
  EXPECT_FALSE(token.WaitFor(2s));
  EXPECT_GE(steady_clock::now() - start, 2s);
  EXPECT_LE(steady_clock::now() - start, checker::Controlled() ? 2s + 1ms : 3s);
  source.Cancel();
  EXPECT_TRUE(token.WaitFor(0s));
}

GRADED_TEST(Cancellation, ACallbackRunsOnceInTheThreadThatCancelsBeforeCancelReturns, 2) {
  CancelSource source;
  std::atomic<int> runs{0};
  std::atomic<std::thread::id> runner{};
  CancelCallback callback(source.token(), [&] {
    runs.fetch_add(1, std::memory_order_relaxed);
    runner = std::this_thread::get_id();
  });
  checker::RunTogether(2, [&](int) {
    if (!source.Cancel()) return;
    EXPECT_GE(runs.load(std::memory_order_relaxed), 1) << "Cancel() runs callbacks, then returns";
    EXPECT_EQ(runner.load(), std::this_thread::get_id());
  });
  EXPECT_EQ(runs, 1) << "a callback runs once, however many call Cancel()";
}

GRADED_TEST(Cancellation, OnACancelledTokenACallbackRunsInItsConstructor, 1) {
  CancelSource source;
  source.Cancel();
  int runs = 0;
  CancelCallback callback(source.token(), [&] { ++runs; });
  EXPECT_EQ(runs, 1);
}

GRADED_TEST(Cancellation, ACallbackThatComesWhileItIsCancelledRunsOnce, 1) {
  CancelSource source;
  std::atomic<int> runs{0};
  checker::RunTogether({
      [&] {
        CancelCallback callback(source.token(),
                                [&] { runs.fetch_add(1, std::memory_order_relaxed); });
        source.token().WaitFor(nanoseconds::max());
      },
      [&] { source.Cancel(); },
  });
  EXPECT_LE(runs, 1);
  checker::Sometimes("the callback has run", runs == 1);
}

GRADED_TEST(Cancellation, AfterItsDestructorACallbackDoesNotRun, 2) {
  CancelSource source;
  int notes = 0;  // the callback's, and after its end ours
  checker::RunTogether({
      [&] {
        {
          CancelCallback callback(source.token(), [&] { ++notes; });
        }
        ++notes;
      },
      [&] { source.Cancel(); },
  });
  EXPECT_LE(notes, 2);
}

GRADED_TEST(Cancellation, ALaterCancelDoesNotWaitForTheCallbacks, 1) {
  CancelSource source;
  checker::MeetingPoint both(2);
  std::optional<AnyCallback> before(std::in_place, source.token(), [] {});
  CancelCallback callback(source.token(), [&] { both.Meet(); });
  std::optional<AnyCallback> after(std::in_place, source.token(), [] {});
  checker::RunTogether({
      [&] { EXPECT_TRUE(source.Cancel()); },
      [&] {
        EXPECT_TRUE(source.token().WaitFor(nanoseconds::max()));  // woken before the callback ends
        EXPECT_FALSE(source.Cancel());
        before.reset();  // nor does a destructor wait for the callback of another
        after.reset();
        both.Meet();
      },
  });
}

GRADED_TEST(Cancellation, ACallbackMayUseTheToken, 1) {
  CancelSource source;
  int inner_runs = 0;
  std::optional<AnyCallback> inner;
  CancelCallback callback(source.token(), [&] {
    EXPECT_TRUE(source.token().cancelled());
    EXPECT_TRUE(source.token().WaitFor(1s));
    EXPECT_FALSE(source.Cancel());
    inner.emplace(source.token(), [&] { ++inner_runs; });
    EXPECT_EQ(inner_runs, 1) << "it is cancelled already: the constructor makes the call";
  });
  EXPECT_TRUE(source.Cancel());
  EXPECT_EQ(inner_runs, 1) << "a callback runs once";
}

GRADED_TEST(Cancellation, ACallbackMayDestroyItselfAndOthers, 2) {
  struct Pair {
    std::optional<AnyCallback> one, other;
    int runs = 0;
  } pair;
  const auto destroy_both = [captured = &pair] {
    Pair& pair = *captured;  // `captured` is gone as soon as the callback is
    ++pair.runs;
    pair.one.reset();
    pair.other.reset();
  };
  CancelSource source;
  pair.one.emplace(source.token(), destroy_both);
  pair.other.emplace(source.token(), destroy_both);
  source.Cancel();
  EXPECT_EQ(pair.runs, 1) << "the first to run destroys both, so the second does not run";
}

GRADED_TEST(Cancellation, TokensMayOutliveTheSource, 2) {
  auto source = std::make_unique<CancelSource>();
  auto cancelled = std::make_unique<CancelSource>();
  const CancelToken never = source->token();
  const CancelToken already = cancelled->token();
  cancelled->Cancel();
  source.reset();
  cancelled.reset();
  EXPECT_FALSE(never.cancelled());
  EXPECT_FALSE(never.WaitFor(1s));
  EXPECT_TRUE(already.cancelled());
  int runs = 0;
  CancelCallback not_now(never, [&] { ++runs; });
  CancelCallback at_once(already, [&] { ++runs; });
  EXPECT_EQ(runs, 1);
}

GRADED_TEST(Cancellation, AChildIsCancelledWithItsParentButNotTheReverse, 1) {
  CancelSource parent;
  CancelSource first(parent.token()), second(parent.token()), grandchild(second.token());
  EXPECT_TRUE(first.Cancel());
  EXPECT_FALSE(parent.token().cancelled()) << "a child does not cancel its parent";
  EXPECT_FALSE(second.token().cancelled());
  checker::RunTogether({
      [token = grandchild.token()] { EXPECT_TRUE(token.WaitFor(nanoseconds::max())); },
      [&] { parent.Cancel(); },
  });
  EXPECT_TRUE(second.token().cancelled());
  EXPECT_FALSE(second.Cancel()) << "it has been cancelled with its parent";
  CancelSource late(parent.token());
  EXPECT_TRUE(late.token().cancelled()) << "the child of a cancelled parent is cancelled at once";
}

GRADED_TEST(Cancellation, AChildMayGoBeforeItsParent, 1) {
  CancelSource parent;
  CancelToken orphan = CancelSource(parent.token()).token();
  checker::RunTogether({
      [&] {
        CancelSource child(parent.token());
        CancelCallback callback(child.token(), [] {});
      },
      [&] { EXPECT_TRUE(parent.Cancel()); },
  });
  EXPECT_FALSE(orphan.cancelled()) << "its source was gone when the parent was cancelled";
}

// A condition and what it is about, for CancellableWait.
struct Shop {
  std::mutex mutex;
  std::condition_variable changed;
  int goods = 0;

  bool WaitForGoods(std::unique_lock<std::mutex>& lock, const CancelToken& token) {
    return CancellableWait(changed, lock, token, [this] { return goods > 0; });
  }
};

GRADED_TEST(Cancellation, ACancellableWaitEndsWhenItsTokenIsCancelled, 3) {
  CancelSource source;
  Shop shop;
  checker::RunTogether({
      [&] {
        std::unique_lock lock(shop.mutex);
        EXPECT_FALSE(shop.WaitForGoods(lock, source.token())) << "the predicate was never true";
        EXPECT_TRUE(lock.owns_lock());
      },
      [&] { source.Cancel(); },
  });
}

GRADED_TEST(Cancellation, ACancellableWaitEndsWhenItsPredicateIsTrue, 1) {
  CancelSource source;
  Shop shop;
  const auto customer = [&] {
    std::unique_lock lock(shop.mutex);
    EXPECT_TRUE(shop.WaitForGoods(lock, source.token())) << "nobody had cancelled";
    EXPECT_TRUE(lock.owns_lock());
    EXPECT_GE(shop.goods--, 1) << "true was returned for a predicate that is false";
  };
  checker::RunTogether({customer, customer, [&] {
                          for (int i = 0; i < 2; ++i) {
                            std::lock_guard lock(shop.mutex);
                            ++shop.goods;
                            shop.changed.notify_one();
                          }
                        }});
  source.Cancel();
  shop.goods = 1;
  std::unique_lock lock(shop.mutex);
  EXPECT_TRUE(shop.WaitForGoods(lock, source.token())) << "cancelled, but the predicate is true";
}

GRADED_TEST(Cancellation, PredicateAndCancelMayComeTogether, 2) {
  CancelSource source;
  Shop shop;
  checker::RunTogether({
      [&] {
        std::unique_lock lock(shop.mutex);
        const bool got = shop.WaitForGoods(lock, source.token());
        EXPECT_EQ(got, shop.goods > 0) << "the value returned must be the predicate's last";
      },
      [&] {
        std::lock_guard lock(shop.mutex);
        ++shop.goods;
        shop.changed.notify_all();
      },
      [&] { source.Cancel(); },
  });
}

GRADED_TEST(Cancellation, ACallbackThatComesWhileItIsCancelledIsNotForgotten, 1) {
  CancelSource source;
  std::atomic<int> runs{0};
  std::optional<AnyCallback> callback;
  checker::RunTogether({
      [&] {
        callback.emplace(source.token(), [&] { runs.fetch_add(1, std::memory_order_relaxed); });
      },
      [&] { source.Cancel(); },
  });
  EXPECT_EQ(runs, 1);
}

GRADED_TEST(Cancellation, ADestructorThatWaitsSleeps, 1) {
  CancelSource source;
  bool done = false;
  checker::RunTogether({
      [&] {
        {
          CancelCallback callback(source.token(), [&] {
            checker::WorkFor(checker::Controlled() ? nanoseconds(100h) : nanoseconds(20ms));
            done = true;
          });
          source.token().WaitFor(nanoseconds::max());
        }
        done = true;
      },
      [&] { source.Cancel(); },
  });
}

GRADED_TEST(Cancellation, ACancelWakesTheRightOneOfACondition, 1) {
  checker::StuckMeansLostWakeUp();
  CancelSource first, second;
  Shop shop;
  checker::RunTogether({
      [&] {
        {
          std::unique_lock lock(shop.mutex);
          EXPECT_FALSE(shop.WaitForGoods(lock, first.token()));
        }
        second.Cancel();
      },
      [&] {
        std::unique_lock lock(shop.mutex);
        EXPECT_FALSE(shop.WaitForGoods(lock, second.token()));
      },
      [&] {
        checker::WorkFor(100ms);
        first.Cancel();
      },
  });
}

}  // namespace

#include "thread_pool.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

#include "checker/testing/workbook_test.h"

namespace {

using std::chrono_literals::operator""ms;

// A task that keeps its worker busy until it is let go.
class Gate {
 public:
  // Returns when a worker of the pool has started the task.
  explicit Gate(ThreadPool& pool)
      : passed_(pool.Submit([this] {
          started_.set_value();
          open_.get_future().wait();
        })) {
    started_.get_future().wait();
  }
  void Open() {
    open_.set_value();
    passed_.get();
  }

 private:
  std::promise<void> started_, open_;
  std::future<void> passed_;
};

template <class R>
bool IsBroken(std::future<R>& future) {
  try {
    future.get();
  } catch (const std::future_error& error) {
    return error.code() == std::future_errc::broken_promise;
  }
  return false;
}

GRADED_TEST(ThreadPool, AnswersArriveInTheirFutures, 1) {
  ThreadPool pool(2);
  std::string text = "a reference";
  auto number = pool.Submit([] { return 42; });
  auto nothing = pool.Submit([] {});
  auto pointer = pool.Submit([] { return std::make_unique<int>(7); });
  auto reference = pool.Submit([&]() -> std::string& { return text; });
  EXPECT_EQ(number.get(), 42);
  nothing.get();
  EXPECT_EQ(*pointer.get(), 7);
  EXPECT_EQ(&reference.get(), &text);
}

GRADED_TEST(ThreadPool, EveryTaskRunsOnce, 3) {
  std::vector<int> runs(4);
  {
    ThreadPool pool(2);
    checker::RunTogether(2, [&](int i) {
      pool.Submit([&runs, i] { ++runs[i]; });
      pool.Submit([&runs, i] { ++runs[i + 2]; });
    });
  }
  EXPECT_EQ(runs, (std::vector<int>(4, 1))) << "each of the four tasks runs exactly once";
}

GRADED_TEST(ThreadPool, APoolOfOneStartsTasksInOrder, 1) {
  std::vector<int> order;
  ThreadPool pool(1);
  for (int i = 0; i < 4; ++i) pool.Submit([&order, i] { order.push_back(i); });
  pool.Shutdown();
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2, 3}));
}

GRADED_TEST(ThreadPool, AnExceptionArrivesInTheFutureAndTheWorkerLivesOn, 2) {
  ThreadPool pool(1);
  auto bad = pool.Submit([]() -> int { throw std::domain_error("bad"); });
  auto good = pool.Submit([] { return 1; });
  EXPECT_THROW(bad.get(), std::domain_error);
  EXPECT_EQ(good.get(), 1) << "the worker must outlive a task that throws";
}

GRADED_TEST(ThreadPool, TasksMaySubmitTasks, 2) {
  ThreadPool pool(1);
  auto outer = pool.Submit([&pool] { return pool.Submit([] { return 5; }); });
  auto inner = outer.get();
  EXPECT_EQ(inner.get(), 5);
}

GRADED_TEST(ThreadPool, TasksRunAtTheSameTime, 2) {
  ThreadPool pool(2);
  checker::MeetingPoint both_run(2);
  auto one = pool.Submit([&] { both_run.Meet(); }), other = pool.Submit([&] { both_run.Meet(); });
  one.get();  // before any Shutdown, which would wake every worker
  other.get();
}

GRADED_TEST(ThreadPool, NoMoreTasksRunAtOnceThanThereAreThreads, 1) {
  ThreadPool pool(2);
  std::atomic<int> running = 0;
  for (int i = 0; i < 3; ++i) {
    pool.Submit([&] {
      EXPECT_LE(running.fetch_add(1, std::memory_order_relaxed), 1) << "a third task began";
      checker::WorkFor(1ms);
      running.fetch_sub(1, std::memory_order_relaxed);
    });
  }
  pool.Shutdown();
}

GRADED_TEST(ThreadPool, FunctionAndArgumentsAreCopiesPassedOnAsRvalues, 1) {
  struct OnlyAsRvalue {
    int operator()(std::unique_ptr<int> pointer, const std::string& text, int& sum) && {
      return sum = *pointer + static_cast<int>(text.size());
    }
  };
  ThreadPool pool(1);
  Gate gate(pool);
  std::string text = "four";
  int sum = 0;
  auto answer = pool.Submit(OnlyAsRvalue{}, std::make_unique<int>(38), text, std::ref(sum));
  text = "changed afterwards";
  gate.Open();
  EXPECT_EQ(answer.get(), 42) << "the pool must keep its own copy of an argument";
  EXPECT_EQ(sum, 42) << "std::ref hands over a reference";
}

GRADED_TEST(ThreadPool, ATaskIsGoneBeforeTheNextOneRuns, 1) {
  ThreadPool pool(1);
  auto captured = std::make_shared<int>(1), argument = std::make_shared<int>(2);
  const std::weak_ptr<int> seen = captured, seen_too = argument;
  const auto gone = [&] { return seen.expired() && seen_too.expired(); };
  auto first = pool.Submit([captured = std::move(captured)](const std::shared_ptr<int>&) {},
                           std::move(argument));
  EXPECT_TRUE(pool.Submit([&] {
                    checker::ExpectReleased(
                        "the next task runs, and the pool still holds what the last one held",
                        gone());
                    return true;
                  })
                  .get());
  first.get();
}

GRADED_TEST(ThreadPool, ATaskIsGoneBeforeItsWorkerSleeps, 1) {
  ThreadPool pool(2);
  auto captured = std::make_shared<int>(1);
  const std::weak_ptr<int> seen = captured;
  auto future = pool.Submit([captured = std::move(captured)] {});
  future.wait();
  // Virtual time goes on only when every worker sleeps.
  checker::WorkFor(checker::Controlled() ? std::chrono::hours(1000) : 1ms);
  if (checker::Controlled()) {
    checker::ExpectReleased("the worker sleeps and still holds what its last task held",
                            seen.expired());
  }
}

GRADED_TEST(ThreadPool, QueuedTasksStillRunAtTheEnd, 1) {
  int ran = 0;
  std::future<void> last;
  {
    ThreadPool pool(1);
    for (int i = 0; i < 2; ++i) pool.Submit([&] { ++ran; });
    last = pool.Submit([&] { ++ran; });
  }
  EXPECT_EQ(ran, 3) << "the destructor lets the queued tasks run";
  last.get();
}

GRADED_TEST(ThreadPool, AnIdlePoolEnds, 2) { ThreadPool pool(3); }

GRADED_TEST(ThreadPool, AfterShutdownNothingCanBeSubmitted, 1) {
  ThreadPool pool(1);
  Gate gate(pool);
  auto late = pool.Submit(
      [&pool] { EXPECT_THROW(pool.Submit([] {}), PoolShutDown) << "tasks are refused as well"; });
  pool.Shutdown(false);
  EXPECT_THROW(pool.Submit([] {}).get(), PoolShutDown) << "the pool was shut down";
  gate.Open();
  late.get();
  pool.Shutdown();
  EXPECT_THROW(pool.Submit([] {}).get(), PoolShutDown);
}

GRADED_TEST(ThreadPool, ASubmitBesideAShutdownIsDoneOrRefused, 1) {
  ThreadPool pool(1);
  checker::RunTogether({[&] {
                          try {
                            EXPECT_EQ(pool.Submit([] { return 1; }).get(), 1);
                          } catch (const PoolShutDown&) {
                          }
                        },
                        [&] { pool.Shutdown(); }});
}

GRADED_TEST(ThreadPool, CancelledTasksBreakTheirPromises, 2) {
  ThreadPool pool(1);
  Gate gate(pool);
  bool ran = false;
  auto first = pool.Submit([&] { ran = true; }), second = pool.Submit([&] { ran = true; });
  pool.Shutdown(false, true);
  EXPECT_TRUE(IsBroken(first) && IsBroken(second)) << "who waits for a cancelled task must be told";
  gate.Open();
  pool.Shutdown();
  EXPECT_FALSE(ran) << "a cancelled task must not run";
}

GRADED_TEST(ThreadPool, CancellingMayComeLater, 1) {
  ThreadPool pool(1);
  Gate gate(pool);
  auto queued = pool.Submit([] {});
  pool.Shutdown(false);
  EXPECT_EQ(queued.wait_for(0ms), std::future_status::timeout) << "it was not cancelled yet";
  pool.Shutdown(false, true);
  EXPECT_TRUE(IsBroken(queued));
  gate.Open();
}

GRADED_TEST(ThreadPool, CancellingMayComeWhileAnotherWaits, 1) {
  ThreadPool pool(1);
  Gate gate(pool);
  auto queued = pool.Submit([] {});
  checker::RunTogether({[&] { pool.Shutdown(); },
                        [&] {
                          pool.Shutdown(false, true);
                          EXPECT_TRUE(IsBroken(queued));
                          gate.Open();
                        }});
}

GRADED_TEST(ThreadPool, CancelledTasksDieOutsideTheLock, 1) {
  ThreadPool pool(1);
  Gate gate(pool);
  bool refused = false;
  const auto use_the_pool = [&](int* number) {
    delete number;
    try {
      pool.Submit([] {});
    } catch (const PoolShutDown&) {
      refused = true;
    }
  };
  auto future = pool.Submit([held = std::shared_ptr<int>(new int(1), use_the_pool)] {});
  pool.Shutdown(false, true);
  EXPECT_TRUE(refused) << "the cancelled task must be gone when Shutdown is back";
  EXPECT_TRUE(IsBroken(future));
  gate.Open();
}

GRADED_TEST(ThreadPool, ShutdownWaitsForTheTasksThatRun, 2) {
  ThreadPool pool(2);
  std::vector<int> done(2);
  for (int i = 0; i < 2; ++i) {
    pool.Submit([&done, i] {
      checker::WorkFor(1ms);
      done[i] = 1;
    });
  }
  checker::RunTogether(2, [&](int) {
    pool.Shutdown();
    EXPECT_EQ(done, (std::vector<int>{1, 1})) << "Shutdown came back before the threads had ended";
  });
}

GRADED_TEST(ThreadPool, WhenShutdownIsBackTheThreadsHaveEnded, 1) {
  struct Leaves {
    ~Leaves() {
      if (ended != nullptr) *ended = true;
    }
    bool* ended = nullptr;
  };
  bool ended = false;
  ThreadPool pool(1);
  pool.Submit([&ended] {
    static thread_local Leaves leaves;  // dies with its thread, after all that the pool does there
    leaves.ended = &ended;
  });
  pool.Shutdown();
  EXPECT_TRUE(ended) << "Shutdown came back before the thread was joined";
}

GRADED_TEST(ThreadPool, AWorkerCannotWaitForItsOwnEnd, 2) {
  ThreadPool pool(2);
  auto refused = pool.Submit([&pool] {
    try {
      pool.Shutdown(true, true);
    } catch (const std::system_error& error) {
      return error.code() == std::errc::resource_deadlock_would_occur;
    }
    return false;
  });
  EXPECT_TRUE(refused.get()) << "the worker would wait for itself: resource_deadlock_would_occur";
  EXPECT_NO_THROW(EXPECT_EQ(pool.Submit([] { return 1; }).get(), 1))
      << "a refused Shutdown must change nothing: the pool is still open";
}

GRADED_TEST(ThreadPool, AWorkerMayCloseThePoolWithoutWaiting, 1) {
  ThreadPool pool(1);
  pool.Submit([&pool] { pool.Shutdown(false); }).get();
  EXPECT_THROW(pool.Submit([] {}), PoolShutDown);
}

GRADED_TEST(ThreadPool, AWorkerOfAnotherPoolMayWait, 1) {
  ThreadPool pool(1), other(1);
  auto ran = other.Submit([] { return 1; });
  pool.Submit([&other] { EXPECT_NO_THROW(other.Shutdown()); }).get();
  EXPECT_EQ(ran.wait_for(0ms), std::future_status::ready);
}

GRADED_TEST(ThreadPool, NoThreadsAreRefused, 1) {
  EXPECT_THROW(ThreadPool(0), std::invalid_argument);
}

GRADED_TEST(ThreadPool, InAPoolOfOneATaskWaitsInVainForItsChild, 1) {
  for (const std::size_t threads : {1, 2}) {
    ThreadPool pool(threads);
    auto waited = pool.Submit([&pool] {
      auto child = pool.Submit([] {});
      return child.wait_for(20ms);  // without a limit the two would wait for each other for ever
    });
    const auto expected = threads == 1 ? std::future_status::timeout : std::future_status::ready;
    EXPECT_EQ(waited.get(), expected) << "a pool of " << threads;
  }
}

}  // namespace

// Wrong programs, one case each: what they compute is wrong.
// explore_test.cc knows which finding each must get.
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <mutex>
#include <queue>
#include <stdexcept>
#include <thread>

#include "checker/testing/workbook_test.h"

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

TEST(DataRace, CounterWithoutALock) {
  int count = 0;
  checker::RunTogether(2, [&](int) { ++count; });
}

TEST(DataRace, PublishedTooWeakly) {
  int data = 0;
  std::atomic<bool> ready{false};
  checker::RunTogether({[&] {
                          data = 42;
                          ready.store(true, std::memory_order_relaxed);
                        },
                        [&] {
                          if (ready.load(std::memory_order_relaxed)) EXPECT_EQ(data, 42);
                        }});
}

TEST(DataRace, FenceOnOneSideOnly) {
  int data = 0;
  std::atomic<bool> ready{false};
  checker::RunTogether({[&] {
                          data = 42;
                          std::atomic_thread_fence(std::memory_order_release);
                          ready.store(true, std::memory_order_relaxed);
                        },
                        [&] {
                          if (ready.load(std::memory_order_relaxed)) EXPECT_EQ(data, 42);
                        }});
}

TEST(DataRace, FenceBehindTheStore) {
  int data = 0;
  std::atomic<bool> ready{false};
  checker::RunTogether({[&] {
                          data = 42;
                          ready.store(true, std::memory_order_relaxed);
                          std::atomic_thread_fence(std::memory_order_release);
                        },
                        [&] {
                          if (!ready.load(std::memory_order_relaxed)) return;
                          std::atomic_thread_fence(std::memory_order_acquire);
                          EXPECT_EQ(data, 42);
                        }});
}

TEST(DataRace, OnlyWhenTheSecondThreadIsFirst) {
  std::mutex mutex;
  bool first = false;
  int value = 0;
  checker::RunTogether({[&] {
                          ++value;
                          std::lock_guard lock(mutex);
                          first = true;
                        },
                        [&] {
                          {
                            std::lock_guard lock(mutex);
                            if (first) return;
                          }
                          ++value;
                        }});
}

TEST(DataRace, NotifyOfAConditionThatIsGone) {
  auto* changed = new std::condition_variable;
  std::mutex mutex;
  bool done = false;
  std::thread thread([&] {
    {
      std::lock_guard lock(mutex);
      done = true;
    }
    changed->notify_one();
  });
  for (;;) {
    std::lock_guard lock(mutex);
    if (done) break;
  }
  delete changed;
  thread.join();
}

TEST(WrongResult, WeakCompareExchangeTriedOnce) {
  std::atomic<int> value{0};
  int expected = 0;
  EXPECT_TRUE(value.compare_exchange_weak(expected, 1));
}

TEST(WrongResult, WeakCompareExchangeOfAStructTriedOnce) {
  struct Version {
    int number, owner;
  };
  std::atomic<Version> value{Version{1, 2}};
  Version expected{1, 2};
  EXPECT_TRUE(value.compare_exchange_weak(expected, {2, 2}));
  EXPECT_EQ(expected.owner, 2);
}

TEST(WrongResult, CheckThenAct) {
  std::mutex mutex;
  int count = 0;
  checker::RunTogether(2, [&](int) {
    int seen = 0;
    {
      std::lock_guard lock(mutex);
      seen = count;
    }
    std::lock_guard lock(mutex);
    count = seen + 1;
  });
  EXPECT_EQ(count, 2);
}

TEST(WrongResult, IfInsteadOfWhile) {
  std::mutex mutex;
  std::condition_variable filled;
  std::queue<int> queue;
  auto put = [&](int value) {
    std::lock_guard lock(mutex);
    queue.push(value);
    filled.notify_one();
  };
  auto get = [&] {
    std::unique_lock lock(mutex);
    if (queue.empty()) filled.wait(lock);
    if (queue.empty()) throw std::runtime_error("taken from an empty queue");
    queue.pop();
  };
  checker::RunTogether({get, get, [&] {
                          put(1);
                          put(2);
                        }});
}

TEST(WrongResult, SemaphoreThatLooksFirst) {
  std::atomic<int> permits{1};
  std::atomic<int> inside{0};
  checker::RunTogether(2, [&](int) {
    while (permits.load() <= 0) std::this_thread::yield();
    permits.fetch_sub(1);
    EXPECT_EQ(inside.fetch_add(1), 0);
    inside.fetch_sub(1);
    permits.fetch_add(1);
  });
}

// Index-based, so that nothing is freed: the head comes back to an old value in between.
class AbaStack {
 public:
  void Push(int i) {
    int head = head_.load();
    do {
      next_[i].store(head);
    } while (!head_.compare_exchange_weak(head, i));
  }
  int Pop() {
    int head = head_.load();
    while (head != 0) {
      const int next = next_[head].load();
      if (head_.compare_exchange_weak(head, next)) return head;
    }
    return 0;
  }

 private:
  std::atomic<int> head_{0};
  std::atomic<int> next_[4] = {};
};

TEST(WrongResult, AbaInAStack) {
  AbaStack stack;
  for (int i = 3; i > 0; --i) stack.Push(i);
  std::atomic<int> owners[4] = {};
  auto take = [&] {
    const int i = stack.Pop();
    if (i != 0) EXPECT_EQ(owners[i].fetch_add(1), 0) << "taken twice";
    return i;
  };
  auto give = [&](int i) {
    if (i == 0) return;
    owners[i].fetch_sub(1);
    stack.Push(i);
  };
  checker::RunTogether({[&] { give(take()); },
                        [&] {
                          const int first = take();
                          take();
                          give(first);
                          take();
                        }});
}

TEST(WrongResult, BetweenTwoStepsOfOneOfTwenty) {
  std::atomic<int> begun{0};
  std::atomic<int> ended{0};
  checker::RunTogether(20, [&](int i) {
    if (i < 19) {
      ++begun;
      ++ended;
      return;
    }
    const int seen = begun;
    EXPECT_TRUE(seen == 0 || ended > 0);
  });
}

TEST(WrongResult, TimeOutThatStartsAnew) {
  std::mutex mutex;
  std::condition_variable changed;
  const auto start = Clock::now();
  std::unique_lock lock(mutex);
  while (changed.wait_for(lock, 10s) != std::cv_status::timeout) {
  }
  EXPECT_EQ(Clock::now() - start, 10s);
}

TEST(WrongResult, WaitThatIsOverTooEarly) { checker::ExpectAbout(9ms, 10ms); }

TEST(WrongResult, WaitThatIsOverTooLate) { checker::ExpectAbout(12ms, 10ms); }

TEST(WrongResult, ErrnoThatAWaitShouldHaveKept) {
  std::mutex mutex;
  std::condition_variable changed;
  bool ready = false;
  checker::RunTogether({[&] {
                          errno = ENOENT;
                          std::unique_lock lock(mutex);
                          changed.wait(lock, [&] { return ready; });
                          EXPECT_EQ(errno, ENOENT);
                        },
                        [&] {
                          std::lock_guard lock(mutex);
                          ready = true;
                          changed.notify_one();
                        }});
}

TEST(WrongResult, ExceptionThatLeavesABody) {
  checker::RunTogether(1, [](int) { throw std::runtime_error("oops"); });
}

TEST(WrongResult, NeverSeen) {
  checker::Sometimes("it happens", true);
  checker::Sometimes("it never happens", false);
}

}  // namespace

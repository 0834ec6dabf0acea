// Wrong programs, one case each. explore_test.cc knows which finding each must get.
#include <pthread.h>
#include <signal.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <latch>
#include <mutex>
#include <queue>
#include <shared_mutex>
#include <stdexcept>
#include <thread>
#include <vector>

#include "checker/testing/not_written_yet.h"
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

TEST(WrongResult, ExceptionThatLeavesABody) {
  checker::RunTogether(1, [](int) { throw std::runtime_error("oops"); });
}

TEST(WrongResult, NeverSeen) {
  checker::Sometimes("it happens", true);
  checker::Sometimes("it never happens", false);
}

TEST(Deadlock, LocksInOppositeOrder) {
  std::mutex a;
  std::mutex b;
  checker::RunTogether({[&] {
                          std::lock_guard first(a);
                          std::lock_guard second(b);
                        },
                        [&] {
                          std::lock_guard first(b);
                          std::lock_guard second(a);
                        }});
}

template <int kPhilosophers>
void Dine() {
  std::mutex forks[kPhilosophers];
  checker::RunTogether(kPhilosophers, [&](int i) {
    std::lock_guard left(forks[i]);
    std::lock_guard right(forks[(i + 1) % kPhilosophers]);
  });
}

TEST(Deadlock, Philosophers) { Dine<4>(); }

TEST(Deadlock, PhilosophersAtALongTable) { Dine<7>(); }

TEST(Deadlock, LockedTwice) {
  std::mutex mutex;
  mutex.lock();
  mutex.lock();
}

TEST(Deadlock, ReaderThatWantsToWrite) {
  std::shared_mutex mutex;
  checker::RunTogether(2, [&](int) {
    std::shared_lock reading(mutex);
    std::unique_lock writing(mutex);
  });
}

TEST(Deadlock, NobodyEverMakesItTrue) {
  std::mutex mutex;
  std::condition_variable changed;
  bool never = false;
  std::unique_lock lock(mutex);
  changed.wait(lock, [&] { return never; });
}

TEST(Deadlock, LatchWithTooFewGuests) {
  std::latch latch(3);
  checker::RunTogether(2, [&](int) { latch.arrive_and_wait(); });
}

TEST(Deadlock, BothReadFirst) {
  int a[2];
  int b[2];
  ASSERT_EQ(pipe(a), 0);
  ASSERT_EQ(pipe(b), 0);
  auto answer = [](int from, int to) {
    char c = 0;
    EXPECT_EQ(read(from, &c, 1), 1);
    EXPECT_EQ(write(to, &c, 1), 1);
  };
  checker::RunTogether({[&] { answer(a[0], b[1]); }, [&] { answer(b[0], a[1]); }});
}

TEST(Deadlock, LockThatTheForkLeftHeld) {
  std::mutex mutex;
  checker::MeetingPoint held(2);
  std::thread holder([&] {
    std::lock_guard lock(mutex);
    held.Meet();
    std::this_thread::sleep_for(1h);
  });
  held.Meet();
  const pid_t child = fork();
  if (child == 0) {
    mutex.lock();
    _exit(0);
  }
  waitpid(child, nullptr, 0);
  holder.join();
}

TEST(LostWakeUp, FlagSetOutsideTheLock) {
  std::mutex mutex;
  std::condition_variable changed;
  std::atomic<bool> ready{false};
  checker::RunTogether({[&] {
                          std::unique_lock lock(mutex);
                          while (!ready.load()) changed.wait(lock);
                        },
                        [&] {
                          ready = true;
                          changed.notify_one();
                        }});
}

TEST(LostWakeUp, NotifyOneWithTwoKindsOfWaiters) {
  std::mutex mutex;
  std::condition_variable changed;
  int count = 0;
  auto put = [&] {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return count < 1; });
    ++count;
    changed.notify_one();
  };
  auto get = [&] {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return count > 0; });
    --count;
    changed.notify_one();
  };
  auto twice = [](auto action) {
    return [action] {
      action();
      action();
    };
  };
  checker::RunTogether({twice(put), twice(put), twice(get), twice(get)});
}

TEST(LostWakeUp, AtomicStoreWithoutNotify) {
  std::atomic<int> word{0};
  checker::RunTogether({[&] { word.wait(0); }, [&] { word = 1; }});
}

TEST(LostWakeUp, ByTheTestsWord) {
  checker::StuckMeansLostWakeUp();
  std::mutex mutex;
  std::condition_variable changed;
  bool never = false;
  std::unique_lock lock(mutex);
  changed.wait(lock, [&] { return never; });
}

TEST(TooMuchLocking, CallbackUnderTheLock) {
  std::mutex mutex;
  checker::MeetingPoint overlap(2);
  checker::RunTogether(2, [&](int) {
    std::lock_guard lock(mutex);
    overlap.Meet();
  });
}

TEST(TooMuchLocking, CallbackUnderAMonitor) {
  std::mutex mutex;
  std::condition_variable free;
  bool busy = false;
  checker::MeetingPoint overlap(2);
  checker::RunTogether(2, [&](int) {
    std::unique_lock lock(mutex);
    free.wait(lock, [&] { return !busy; });
    busy = true;
    lock.unlock();
    overlap.Meet();
    lock.lock();
    busy = false;
    free.notify_one();
  });
}

TEST(TooMuchLocking, OverlapNeverSeen) { checker::SometimesOverlaps("two readers", false); }

TEST(BusyWaiting, SpinningOnAnAtomic) {
  std::atomic<bool> go{false};
  std::thread thread([&] {
    while (!go.load()) {
    }
  });
  std::this_thread::sleep_for(1h);
  go = true;
  thread.join();
}

TEST(BusyWaiting, PollingUnderTheLock) {
  std::mutex mutex;
  bool done = false;
  std::thread thread([&] {
    for (;;) {
      std::lock_guard lock(mutex);
      if (done) break;
    }
  });
  std::this_thread::sleep_for(1h);
  {
    std::lock_guard lock(mutex);
    done = true;
  }
  thread.join();
}

TEST(BusyWaiting, SleepingInSlices) {
  std::atomic<bool> done{false};
  std::thread thread([&] {
    while (!done) std::this_thread::sleep_for(100ms);
  });
  std::this_thread::sleep_for(1h);
  done = true;
  thread.join();
}

TEST(BusyWaiting, AskingTheClock) {
  std::thread thread([] {
    const auto end = Clock::now() + 100h;
    while (Clock::now() < end) {
    }
  });
  std::this_thread::sleep_for(1h);
  thread.join();
}

TEST(Livelock, BothKeepTheirFirstLock) {
  std::mutex a;
  std::mutex b;
  auto take = [](std::mutex& first, std::mutex& second) {
    std::lock_guard lock(first);
    while (!second.try_lock()) std::this_thread::yield();
    second.unlock();
  };
  checker::RunTogether({[&] { take(a, b); }, [&] { take(b, a); }});
}

TEST(Crash, NullPointer) {
  std::thread([] { *static_cast<volatile int*>(nullptr) = 1; }).join();
}

TEST(Crash, NobodyCatches) {
  std::thread([] { throw std::runtime_error("nobody caught me"); }).join();
}

// The volatile room makes the compiler keep the calls.
unsigned CallsItself(unsigned depth) {
  volatile char room[16];
  room[0] = static_cast<char>(depth);
  if (depth == ~0u) return 0;  // too far away to help
  return CallsItself(depth + 1) + static_cast<unsigned>(room[0]);
}

TEST(Crash, CallsItselfWithoutEnd) {
  std::thread([] { EXPECT_EQ(CallsItself(0), 0u); }).join();
}

TEST(Crash, FrontOfNothing) {
  std::vector<int> none;
  std::thread([&] { EXPECT_EQ(none.front(), 0); }).join();
}

TEST(Crash, JoinableThreadDestroyed) {
  std::thread thread([] {});
}

TEST(Leak, ThreadLeftWaiting) {
  static std::mutex mutex;
  static std::condition_variable changed;
  std::thread([] {
    std::unique_lock lock(mutex);
    changed.wait(lock, [] { return false; });
  }).detach();
}

std::vector<int*> kept;

TEST(Leak, MemoryNeverFreed) {
  std::thread([] { kept.push_back(new int(1)); }).join();
}

TEST(Leak, MemoryStillHeld) {
  const std::int64_t before = checker::LiveAllocations();
  std::vector<int> rows(100);
  asm volatile("" : : "r"(rows.data()) : "memory");  // or the compiler would leave it out
  checker::ExpectNothingLeft(before, "rows");
}

TEST(NotAttempted, Stub) { checker::NotWrittenYet("a lock guard"); }

TEST(Uncontrolled, Signal) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  int signal = 0;
  sigwait(&set, &signal);
}

TEST(Uncontrolled, Select) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  fd_set in;
  FD_ZERO(&in);
  FD_SET(ends[0], &in);
  select(ends[0] + 1, &in, nullptr, nullptr, nullptr);
}

TEST(Uncontrolled, Shell) { EXPECT_EQ(std::system("true"), 0); }

}  // namespace

// Wrong programs, one case each: they get stuck.
// explore_test.cc knows which finding each must get.
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <latch>
#include <mutex>
#include <shared_mutex>
#include <thread>

#include "checker/testing/workbook_test.h"

namespace {

using namespace std::chrono_literals;

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

// The time limit keeps the first thread awake, but nobody can ever make it true.
TEST(Deadlock, BehindATimeLimit) {
  std::mutex outer;
  std::mutex inner;
  std::condition_variable changed;
  bool ready = false;
  checker::RunTogether({[&] {
                          std::lock_guard first(outer);
                          std::unique_lock lock(inner);
                          while (!ready) changed.wait_for(lock, 5ms);
                        },
                        [&] {
                          std::lock_guard first(outer);
                          std::lock_guard lock(inner);
                          ready = true;
                          changed.notify_one();
                        }});
}

TEST(Deadlock, AloneBehindATimeLimit) {
  std::mutex mutex;
  std::condition_variable changed;
  bool ready = false;
  std::unique_lock lock(mutex);
  while (!ready) changed.wait_for(lock, 5ms);
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

}  // namespace

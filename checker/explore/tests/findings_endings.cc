// Wrong programs, one case each: they run on for ever, crash, leave something behind, or can't be
// judged. explore_test.cc knows which finding each must get.
#include <pthread.h>
#include <signal.h>
#include <sys/select.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

#include "checker/testing/not_written_yet.h"
#include "checker/testing/workbook_test.h"

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

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

// Both look at the count when both have lowered it, one after the other.
TEST(Crash, FreedTwiceOneAfterTheOther) {
  std::mutex mutex;
  int owners = 2;
  int* const block = new int(1);
  checker::RunTogether(2, [&](int) {
    {
      std::lock_guard lock(mutex);
      --owners;
    }
    std::lock_guard lock(mutex);
    if (owners == 0) delete block;
  });
}

TEST(Crash, JoinedTwice) {
  pthread_t thread;
  pthread_create(
      &thread, nullptr, [](void*) -> void* { return nullptr; }, nullptr);
  pthread_join(thread, nullptr);
  pthread_join(thread, nullptr);
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

TEST(Leak, ThreadNeitherJoinedNorDetached) {
  pthread_t thread;
  pthread_create(
      &thread, nullptr, [](void*) -> void* { return nullptr; }, nullptr);
  checker::UntilTheOthersWait();
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

// Several processes used wrongly: the suite names the finding that each case must get.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>

#include <atomic>
#include <mutex>
#include <thread>

#include "checker/explore/tests/shared_memory.h"
#include "checker/testing/threads.h"

namespace {

TEST(Deadlock, OfTwoProcessesThatLockInOppositeOrder) {
  struct Accounts {
    SharedMutex a;
    SharedMutex b;
  };
  Shared<Accounts> accounts;
  auto lock_both = [](SharedMutex& first, SharedMutex& second) {
    first.Lock();
    second.Lock();
    second.Unlock();
    first.Unlock();
  };
  const pid_t child = Fork([&] {
    lock_both(accounts->b, accounts->a);
    return 0;
  });
  lock_both(accounts->a, accounts->b);
  EXPECT_EQ(EndOf(child), 0);
}

TEST(Deadlock, OfAParentThatKeepsOpenWhatItsChildReads) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t child = Fork([&] {
    close(ends[1]);
    char byte = 0;
    while (read(ends[0], &byte, 1) == 1) {
    }
    return 0;
  });
  EXPECT_EQ(write(ends[1], "x", 1), 1);
  EXPECT_EQ(EndOf(child), 0);  // it waits for the end of the pipe
  close(ends[1]);
}

TEST(Deadlock, OfAnOwnerThatIsKilledInsideTheLock) {
  Shared<SharedMutex> mutex;
  const pid_t child = Fork([&] {
    mutex->Lock();
    mutex->Unlock();
    return 0;
  });
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  mutex->Lock();
  mutex->Unlock();
}

TEST(LostWakeUp, BetweenProcesses) {
  struct Door {
    SharedMutex mutex;
    SharedCondition changed;
    std::atomic<bool> open{false};
  };
  Shared<Door> door;
  const pid_t child = Fork([&] {
    door->mutex.Lock();
    while (!door->open) door->changed.Wait(door->mutex);
    door->mutex.Unlock();
    return 0;
  });
  door->open = true;  // not under the mutex
  door->changed.NotifyOne();
  EXPECT_EQ(EndOf(child), 0);
}

TEST(WrongResult, OfAChildThatExpectsSomethingElse) {
  const pid_t child = Fork([] {
    EXPECT_EQ(1 + 1, 3);
    return 0;
  });
  waitpid(child, nullptr, 0);
}

TEST(WrongResult, OfAnUpdateInTwoStepsByTwoProcesses) {
  Shared<std::atomic<int>> count;
  auto count_up = [&] {
    const int old = *count;
    *count = old + 1;
    return 0;
  };
  const pid_t child = Fork(count_up);
  count_up();
  EXPECT_EQ(EndOf(child), 0);
  EXPECT_EQ(*count, 2);
}

TEST(DataRace, OnACounterOfTwoProcesses) {
  Shared<int> count;
  const pid_t child = Fork([&] {
    ++*count;
    return 0;
  });
  ++*count;
  EXPECT_EQ(EndOf(child), 0);
}

TEST(DataRace, OfAnswersThatAreReadBeforeTheChildHasEnded) {
  Shared<int[4]> answers;
  const pid_t child = Fork([&] {
    for (int i = 0; i < 4; ++i) (*answers)[i] = i;
    return 0;
  });
  EXPECT_GE((*answers)[3], 0);
  EXPECT_EQ(EndOf(child), 0);
}

TEST(DataRace, OnWhatAChildWritesAfterItsMessage) {
  Shared<int> text;
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t child = Fork([&] {
    if (write(ends[1], "x", 1) != 1) return 1;
    *text = 1;
    return 0;
  });
  char byte = 0;
  EXPECT_EQ(read(ends[0], &byte, 1), 1);
  EXPECT_LE(*text, 1);
  EXPECT_EQ(EndOf(child), 0);
  close(ends[0]);
  close(ends[1]);
}

TEST(DataRace, BetweenThreadsOfTwoProcesses) {
  struct Counter {
    SharedMutex mutex;
    int value = 0;
  };
  Shared<Counter> counter;
  const pid_t child = Fork([&] {
    checker::RunTogether(2, [&](int) {
      counter->mutex.Lock();
      ++counter->value;
      counter->mutex.Unlock();
    });
    return 0;
  });
  std::mutex only_here;
  std::lock_guard lock(only_here);
  ++counter->value;
  EXPECT_EQ(EndOf(child), 0);
}

TEST(DataRace, BetweenThreadsOfAChild) {
  const pid_t child = Fork([] {
    int count = 0;
    checker::RunTogether(2, [&](int) { ++count; });
    return 0;
  });
  waitpid(child, nullptr, 0);
}

TEST(Crash, OfAChildThatWritesToNowhere) {
  const pid_t child = Fork([] {
    int* volatile nowhere = nullptr;
    *nowhere = 1;
    return 0;
  });
  waitpid(child, nullptr, 0);
}

TEST(Crash, OfAChildThatAborts) {
  const pid_t child = Fork([]() -> int { abort(); });
  waitpid(child, nullptr, 0);
}

TEST(Uncontrolled, LockOnAFileBetweenProcesses) {
  const int file = memfd_create("locked", 0);
  const pid_t child = Fork([&] {
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_len = 1;
    return fcntl(file, F_SETLKW, &lock);
  });
  waitpid(child, nullptr, 0);
  close(file);
}

TEST(Uncontrolled, SignalToAProcessThatHandlesIt) {
  struct Steps {
    SharedSemaphore<0> ready;
    SharedSemaphore<0> never;
  };
  Shared<Steps> steps;
  const pid_t child = Fork([&] {
    signal(SIGTERM, [](int) {});
    steps->ready.Release();
    steps->never.Acquire();
    return 0;
  });
  steps->ready.Acquire();
  kill(child, SIGTERM);
  waitpid(child, nullptr, 0);
}

TEST(Leak, OfAChildThatNobodyWaitsFor) {
  Fork([] { return 0; });
}

TEST(Leak, OfAChildThatStillWaits) {
  Shared<SharedSemaphore<0>> never;
  Fork([&] {
    never->Acquire();
    return 0;
  });
}

}  // namespace

// Primitives in memory that processes share, used rightly: no schedule may find anything.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mman.h>

#include <atomic>
#include <cerrno>
#include <string>

#include "checker/explore/tests/shared_memory.h"
#include "checker/testing/threads.h"

namespace {

constexpr int kChildren = 2;

// Runs `body` in some children and here, and waits for them.
void RunInProcesses(const std::function<void()>& body) {
  pid_t children[kChildren];
  for (pid_t& child : children) {
    child = Fork([&] {
      body();
      return 0;
    });
  }
  body();
  for (const pid_t child : children) EXPECT_EQ(EndOf(child), 0);
}

TEST(SharedMemory, MutexExcludesProcesses) {
  struct Counter {
    SharedMutex mutex;
    int value = 0;
  };
  Shared<Counter> counter;
  RunInProcesses([&] {
    counter->mutex.Lock();
    ++counter->value;
    counter->mutex.Unlock();
  });
  EXPECT_EQ(counter->value, kChildren + 1);
}

TEST(SharedMemory, MutexExcludesTheThreadsOfProcesses) {
  struct Counter {
    SharedMutex mutex;
    int value = 0;
  };
  Shared<Counter> counter;
  auto count = [&](int) {
    counter->mutex.Lock();
    ++counter->value;
    counter->mutex.Unlock();
  };
  const pid_t child = Fork([&] {
    checker::RunTogether(2, count);
    return 0;
  });
  checker::RunTogether(2, count);
  EXPECT_EQ(EndOf(child), 0);
  EXPECT_EQ(counter->value, 4);
}

TEST(SharedMemory, AtomicsCount) {
  Shared<std::atomic<int>> count;
  RunInProcesses([&] { ++*count; });
  EXPECT_EQ(*count, kChildren + 1);
}

TEST(SharedMemory, IsReadBehindAnAtomicFlag) {
  struct Box {
    int content = 0;
    std::atomic<bool> full{false};
  };
  Shared<Box> box;
  const pid_t child = Fork([&] {
    box->content = 7;
    box->full.store(true, std::memory_order_release);
    return 0;
  });
  while (!box->full.load(std::memory_order_acquire)) sched_yield();
  EXPECT_EQ(box->content, 7);
  EXPECT_EQ(EndOf(child), 0);
}

TEST(SharedMemory, IsReadBehindAMessage) {
  Shared<int> text;
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t child = Fork([&] {
    *text = 1;
    return write(ends[1], "x", 1) == 1 ? 0 : 1;
  });
  char byte = 0;
  EXPECT_EQ(read(ends[0], &byte, 1), 1);
  EXPECT_EQ(*text, 1);
  *text = 2;
  EXPECT_EQ(EndOf(child), 0);
  close(ends[0]);
  close(ends[1]);
}

TEST(SharedMemory, IsReadBehindTheEndOfAPipe) {
  Shared<int> text;
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t child = Fork([&] {
    *text = 1;
    close(ends[1]);
    return 0;
  });
  close(ends[1]);
  char byte = 0;
  EXPECT_EQ(read(ends[0], &byte, 1), 0);
  EXPECT_EQ(*text, 1);
  EXPECT_EQ(EndOf(child), 0);
  close(ends[0]);
}

// What lies side by side in eight bytes has nothing to do with each other.
TEST(SharedMemory, HoldsAPlaceForEachProcess) {
  Shared<char[4]> places;
  pid_t children[3];
  for (int i = 0; i < 3; ++i) {
    children[i] = Fork([&] {
      (*places)[i] = 'x';
      return 0;
    });
  }
  (*places)[3] = 'x';
  for (const pid_t child : children) EXPECT_EQ(EndOf(child), 0);
  EXPECT_EQ(std::string(*places, 4), "xxxx");
}

TEST(SharedMemory, SemaphoresTakeTurns) {
  struct Game {
    SharedSemaphore<1> ping;
    SharedSemaphore<0> pong;
    int turns = 0;
  };
  Shared<Game> game;
  const pid_t child = Fork([&] {
    for (int i = 0; i < 2; ++i) {
      game->pong.Acquire();
      ++game->turns;
      game->ping.Release();
    }
    return 0;
  });
  for (int i = 0; i < 2; ++i) {
    game->ping.Acquire();
    ++game->turns;
    game->pong.Release();
  }
  EXPECT_EQ(EndOf(child), 0);
  EXPECT_EQ(game->turns, 4);
}

TEST(SharedMemory, ConditionWakesAnotherProcess) {
  struct Door {
    SharedMutex mutex;
    SharedCondition changed;
    bool open = false;
  };
  Shared<Door> door;
  const pid_t child = Fork([&] {
    door->mutex.Lock();
    while (!door->open) door->changed.Wait(door->mutex);
    door->mutex.Unlock();
    return 0;
  });
  door->mutex.Lock();
  door->open = true;
  door->changed.NotifyOne();
  door->mutex.Unlock();
  EXPECT_EQ(EndOf(child), 0);
}

TEST(SharedMemory, ConditionTimesOutInVirtualTime) {
  struct Door {
    SharedMutex mutex;
    SharedCondition changed;
  };
  Shared<Door> door;
  const pid_t child = Fork([&] {
    timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += 3600;
    door->mutex.Lock();
    int error = 0;
    while (error == 0)
      error = pthread_cond_timedwait(&door->changed.condition, &door->mutex.mutex, &end);
    door->mutex.Unlock();
    return error;
  });
  EXPECT_EQ(EndOf(child), ETIMEDOUT);
}

TEST(SharedMemory, BarrierGathersProcesses) {
  struct Race {
    pthread_barrier_t barrier;
    std::atomic<int> here{0};
  };
  Shared<Race> race;
  pthread_barrierattr_t attributes;
  pthread_barrierattr_init(&attributes);
  pthread_barrierattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
  pthread_barrier_init(&race->barrier, &attributes, kChildren + 1);
  RunInProcesses([&] {
    for (int round = 1; round <= 2; ++round) {
      ++race->here;
      pthread_barrier_wait(&race->barrier);
      EXPECT_EQ(race->here, round * (kChildren + 1));
      pthread_barrier_wait(&race->barrier);
    }
  });
}

TEST(SharedMemory, SharedMutexLetsReadersIn) {
  struct Board {
    pthread_rwlock_t lock;
    int text = 0;
  };
  Shared<Board> board;
  pthread_rwlockattr_t attributes;
  pthread_rwlockattr_init(&attributes);
  pthread_rwlockattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
  pthread_rwlock_init(&board->lock, &attributes);
  const pid_t child = Fork([&] {
    pthread_rwlock_wrlock(&board->lock);
    board->text = 1;
    pthread_rwlock_unlock(&board->lock);
    return 0;
  });
  pthread_rwlock_rdlock(&board->lock);
  EXPECT_TRUE(board->text == 0 || board->text == 1);
  pthread_rwlock_unlock(&board->lock);
  EXPECT_EQ(EndOf(child), 0);
}

TEST(SharedMemory, IsTheSameWhereverItIsMapped) {
  const int file = memfd_create("shared", 0);
  ASSERT_EQ(ftruncate(file, 8192), 0);
  auto map = [file] {
    return static_cast<sem_t*>(mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 4096));
  };
  sem_t* const here = map();
  sem_init(here, /*pshared=*/1, 0);
  const pid_t child = Fork([&] {
    sem_t* const elsewhere = map();
    while (sem_wait(elsewhere) != 0) {
    }
    return here == elsewhere ? 1 : 0;
  });
  EXPECT_EQ(sem_post(here), 0);
  EXPECT_EQ(EndOf(child), 0);
  munmap(here, 4096);
  close(file);
}

TEST(SharedMemory, HoldsNamedSemaphores) {
  const std::string name = "/explorer-test-" + std::to_string(getpid());
  const pid_t child = Fork([&] {
    sem_t* const semaphore = sem_open(name.c_str(), O_CREAT, 0600, 0);
    while (sem_wait(semaphore) != 0) {
    }
    return sem_close(semaphore);
  });
  sem_t* const semaphore = sem_open(name.c_str(), O_CREAT, 0600, 0);
  EXPECT_EQ(sem_post(semaphore), 0);
  EXPECT_EQ(EndOf(child), 0);
  EXPECT_EQ(sem_close(semaphore) + sem_unlink(name.c_str()), 0);
}

}  // namespace

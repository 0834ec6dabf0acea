// Robust mutexes, whose owners end without unlocking them: no schedule may find anything.
#include <gtest/gtest.h>
#include <signal.h>

#include <cerrno>
#include <thread>

#include "checker/explore/tests/shared_memory.h"

namespace {

TEST(SharedMemory, RobustMutexTellsThatItsOwnerHasDied) {
  Shared<RobustMutex> mutex;
  const pid_t child = Fork([&] { return mutex->Lock(); });
  int error = mutex->Lock();
  if (error == 0) {  // before the child
    mutex->Unlock();
    EXPECT_EQ(EndOf(child), 0);
    error = mutex->Lock();
  } else {
    EXPECT_EQ(EndOf(child), 0);
  }
  EXPECT_EQ(error, EOWNERDEAD);
  EXPECT_EQ(pthread_mutex_consistent(&mutex->mutex), 0);
  mutex->Unlock();
  EXPECT_EQ(mutex->Lock(), 0);
  mutex->Unlock();
}

TEST(SharedMemory, RobustMutexThatIsNotMadeGoodIsLost) {
  Shared<RobustMutex> mutex;
  EXPECT_EQ(EndOf(Fork([&] { return mutex->Lock(); })), 0);
  EXPECT_EQ(mutex->Lock(), EOWNERDEAD);
  mutex->Unlock();
  EXPECT_EQ(mutex->Lock(), ENOTRECOVERABLE);
}

TEST(SharedMemory, RobustMutexIsLeftByAThread) {
  Shared<RobustMutex> mutex;
  std::thread owner([&] { mutex->Lock(); });
  const int error = mutex->Lock();
  if (error == EOWNERDEAD) EXPECT_EQ(pthread_mutex_consistent(&mutex->mutex), 0);
  mutex->Unlock();
  owner.join();
}

TEST(SharedMemory, RobustMutexIsLeftByAWaiterThatIsKilled) {
  struct Place {
    RobustMutex mutex;
    SharedCondition changed;
  };
  Shared<Place> place;
  const pid_t child = Fork([&] {
    place->mutex.Lock();
    for (;;) place->changed.Wait(place->mutex);
    return 0;
  });
  kill(child, SIGKILL);
  EXPECT_EQ(EndOf(child), -SIGKILL);
  if (place->mutex.Lock() == EOWNERDEAD) pthread_mutex_consistent(&place->mutex.mutex);
  place->mutex.Unlock();
}

}  // namespace

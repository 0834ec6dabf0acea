// Correct uses of POSIX primitives, and glibc's answers to wrong ones: no schedule may find
// anything.
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

#include <string>
#include <thread>

#include "checker/testing/workbook_test.h"

namespace {

timespec In(clockid_t clock, long milliseconds) {
  timespec time;
  clock_gettime(clock, &time);
  time.tv_sec += milliseconds / 1000;
  time.tv_nsec += milliseconds % 1000 * 1'000'000;
  if (time.tv_nsec >= 1'000'000'000) {
    time.tv_nsec -= 1'000'000'000;
    ++time.tv_sec;
  }
  return time;
}

class Mutex {
 public:
  explicit Mutex(int type) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, type);
    pthread_mutex_init(&mutex, &attributes);
  }
  ~Mutex() { pthread_mutex_destroy(&mutex); }
  pthread_mutex_t mutex;
};

TEST(Posix, ErrorCheckingMutexAnswers) {
  Mutex m(PTHREAD_MUTEX_ERRORCHECK);
  EXPECT_EQ(pthread_mutex_lock(&m.mutex), 0);
  EXPECT_EQ(pthread_mutex_lock(&m.mutex), EDEADLK);
  const timespec soon = In(CLOCK_REALTIME, 10);
  EXPECT_EQ(pthread_mutex_timedlock(&m.mutex, &soon), EDEADLK);
  std::thread([&] {
    EXPECT_EQ(pthread_mutex_trylock(&m.mutex), EBUSY);
    EXPECT_EQ(pthread_mutex_timedlock(&m.mutex, &soon), ETIMEDOUT);
  }).join();
  EXPECT_EQ(pthread_mutex_unlock(&m.mutex), 0);
}

TEST(Posix, RecursiveMutexCounts) {
  Mutex m(PTHREAD_MUTEX_RECURSIVE);
  int count = 0;
  checker::RunTogether(2, [&](int) {
    pthread_mutex_lock(&m.mutex);
    pthread_mutex_lock(&m.mutex);
    pthread_mutex_unlock(&m.mutex);
    ++count;
    pthread_mutex_unlock(&m.mutex);
  });
  EXPECT_EQ(count, 2);
}

TEST(Posix, NormalMutexOfItsOwnThreadTimesOut) {
  Mutex m(PTHREAD_MUTEX_NORMAL);
  pthread_mutex_lock(&m.mutex);
  const timespec soon = In(CLOCK_MONOTONIC, 10);
  EXPECT_EQ(pthread_mutex_clocklock(&m.mutex, CLOCK_MONOTONIC, &soon), ETIMEDOUT);
  const timespec invalid = {0, -1};
  EXPECT_EQ(pthread_mutex_timedlock(&m.mutex, &invalid), EINVAL);
  pthread_mutex_unlock(&m.mutex);
}

TEST(Posix, SharedLockAnswersItsWriter) {
  pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
  EXPECT_EQ(pthread_rwlock_wrlock(&lock), 0);
  EXPECT_EQ(pthread_rwlock_wrlock(&lock), EDEADLK);
  EXPECT_EQ(pthread_rwlock_rdlock(&lock), EDEADLK);
  std::thread([&] {
    EXPECT_EQ(pthread_rwlock_tryrdlock(&lock), EBUSY);
    EXPECT_EQ(pthread_rwlock_trywrlock(&lock), EBUSY);
    const timespec soon = In(CLOCK_REALTIME, 10);
    EXPECT_EQ(pthread_rwlock_timedrdlock(&lock, &soon), ETIMEDOUT);
    EXPECT_EQ(pthread_rwlock_timedwrlock(&lock, &soon), ETIMEDOUT);
  }).join();
  EXPECT_EQ(pthread_rwlock_unlock(&lock), 0);
  EXPECT_EQ(pthread_rwlock_rdlock(&lock), 0);
  EXPECT_EQ(pthread_rwlock_rdlock(&lock), 0);
  EXPECT_EQ(pthread_rwlock_unlock(&lock), 0);
  EXPECT_EQ(pthread_rwlock_unlock(&lock), 0);
}

TEST(Posix, ErrorCheckingMutexRefusesWhoDoesNotHoldIt) {
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
  pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_ERRORCHECK);
  pthread_mutex_t mutex;
  pthread_mutex_init(&mutex, &attributes);
  EXPECT_EQ(pthread_mutex_unlock(&mutex), EPERM);
  pthread_mutex_lock(&mutex);
  EXPECT_EQ(pthread_mutex_lock(&mutex), EDEADLK);
  std::thread([&] { EXPECT_EQ(pthread_mutex_unlock(&mutex), EPERM); }).join();
  EXPECT_EQ(pthread_mutex_unlock(&mutex), 0);
  pthread_mutex_destroy(&mutex);
}

TEST(Posix, SemaphoreSignalsAndTimesOut) {
  sem_t semaphore;
  sem_init(&semaphore, 0, 0);
  int value = 0;
  std::thread thread([&] {
    value = 1;
    sem_post(&semaphore);
  });
  sem_wait(&semaphore);
  EXPECT_EQ(value, 1);
  thread.join();
  const timespec soon = In(CLOCK_REALTIME, 1000);
  EXPECT_EQ(sem_timedwait(&semaphore, &soon), -1);
  EXPECT_EQ(errno, ETIMEDOUT);
  const timespec later = In(CLOCK_MONOTONIC, 1000);
  EXPECT_EQ(sem_clockwait(&semaphore, CLOCK_MONOTONIC, &later), -1);
  EXPECT_EQ(errno, ETIMEDOUT);
  EXPECT_EQ(sem_trywait(&semaphore), -1);
  EXPECT_EQ(errno, EAGAIN);
  sem_destroy(&semaphore);
}

TEST(Posix, BarrierLetsAllThrough) {
  pthread_barrier_t barrier;
  pthread_barrier_init(&barrier, nullptr, 3);
  int here[3] = {};
  int serial = 0;
  checker::RunTogether(3, [&](int i) {
    for (int round = 1; round <= 2; ++round) {
      here[i] = round;
      const int result = pthread_barrier_wait(&barrier);
      EXPECT_EQ(here[0] + here[1] + here[2], 3 * round);
      if (result == PTHREAD_BARRIER_SERIAL_THREAD) ++serial;
      pthread_barrier_wait(&barrier);
    }
  });
  EXPECT_EQ(serial, 2);
  pthread_barrier_destroy(&barrier);
}

TEST(Posix, SpinLockExcludes) {
  pthread_spinlock_t lock;
  pthread_spin_init(&lock, 0);
  int count = 0;
  checker::RunTogether(2, [&](int) {
    pthread_spin_lock(&lock);
    ++count;
    pthread_spin_unlock(&lock);
  });
  EXPECT_EQ(count, 2);
  EXPECT_EQ(pthread_spin_trylock(&lock), 0);
  EXPECT_EQ(pthread_spin_trylock(&lock), EBUSY);
  pthread_spin_unlock(&lock);
  pthread_spin_destroy(&lock);
}

pthread_once_t once = PTHREAD_ONCE_INIT;
int once_runs = 0;

TEST(Posix, OnceRunsOnceInAProcess) {
  checker::RunTogether(2, [&](int) { pthread_once(&once, [] { ++once_runs; }); });
  EXPECT_EQ(once_runs, 1);
}

TEST(Posix, ExitEndsTheThread) {
  pthread_t thread;
  pthread_create(
      &thread, nullptr, [](void*) -> void* { pthread_exit(reinterpret_cast<void*>(5)); }, nullptr);
  void* result = nullptr;
  EXPECT_EQ(pthread_join(thread, &result), 0);
  EXPECT_EQ(result, reinterpret_cast<void*>(5));
}

void* SleepOneSecond(void*) {
  const timespec second = {1, 0};
  clock_nanosleep(CLOCK_MONOTONIC, 0, &second, nullptr);
  return nullptr;
}

TEST(Posix, TimedJoinTimesOut) {
  pthread_t thread;
  pthread_create(&thread, nullptr, SleepOneSecond, nullptr);
  EXPECT_EQ(pthread_tryjoin_np(thread, nullptr), EBUSY);
  const timespec soon = In(CLOCK_REALTIME, 10);
  EXPECT_EQ(pthread_timedjoin_np(thread, nullptr, &soon), ETIMEDOUT);
  EXPECT_EQ(pthread_join(thread, nullptr), 0);
}

TEST(Posix, KeyDestructorsRunAtTheEnd) {
  static int ends;
  ends = 0;
  pthread_key_t key;
  pthread_key_create(&key, [](void*) { ++ends; });
  std::thread([&] { pthread_setspecific(key, &key); }).join();
  EXPECT_EQ(ends, 1);
  pthread_key_delete(key);
}

TEST(Posix, ConditionWaitsByItsClock) {
  pthread_condattr_t attributes;
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_cond_t condition;
  pthread_cond_init(&condition, &attributes);
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  const timespec end = In(CLOCK_MONOTONIC, 1000);
  pthread_mutex_lock(&mutex);
  while (pthread_cond_timedwait(&condition, &mutex, &end) != ETIMEDOUT) {
  }
  pthread_mutex_unlock(&mutex);
  const timespec now = In(CLOCK_MONOTONIC, 0);
  EXPECT_EQ(now.tv_sec, end.tv_sec);
  pthread_cond_destroy(&condition);
}

pthread_mutex_t across_the_fork = PTHREAD_MUTEX_INITIALIZER;
std::string ran;  // guarded by it

void RegisterForkHandlers() {
  static const int registered = pthread_atfork(
                                    [] {
                                      pthread_mutex_lock(&across_the_fork);
                                      ran += "prepare ";
                                    },
                                    [] {
                                      ran += "parent ";
                                      pthread_mutex_unlock(&across_the_fork);
                                    },
                                    [] {
                                      ran += "child ";
                                      pthread_mutex_unlock(&across_the_fork);
                                    }) +
                                pthread_atfork([] { ran += "second "; }, nullptr, nullptr);
  ASSERT_EQ(registered, 0);
}

TEST(Posix, ForkRunsItsHandlers) {
  RegisterForkHandlers();
  ran.clear();
  checker::RunTogether({[] {
                          pthread_mutex_lock(&across_the_fork);
                          pthread_mutex_unlock(&across_the_fork);
                        },
                        [] {
                          EXPECT_TRUE(checker::WorksInAChild([] {
                            pthread_mutex_lock(&across_the_fork);
                            return ran == "second prepare child ";
                          }));
                        }});
  EXPECT_EQ(ran, "second prepare parent ");
}

TEST(Posix, ThreadCreationFailsWhenOrdered) {
  checker::FailThreadCreation(/*successes=*/1);
  std::thread first([] {});
  EXPECT_THROW(std::thread([] {}), std::system_error);
  std::thread third([] {});
  first.join();
  third.join();
  EXPECT_EQ(checker::ThreadsMade(), checker::Controlled() ? 2 : 0);
}

}  // namespace

// Memory that a test shares with the processes it forks, and primitives in it that are meant for
// several processes.
#ifndef CHECKER_EXPLORE_TESTS_SHARED_MEMORY_H_
#define CHECKER_EXPLORE_TESTS_SHARED_MEMORY_H_

#include <pthread.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <new>

// A T that forked children share.
template <class T>
class Shared {
 public:
  Shared()
      : at_(new (mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
                      0)) Content) {}
  ~Shared() { munmap(at_, sizeof(T)); }
  Shared(const Shared&) = delete;
  Shared& operator=(const Shared&) = delete;

  T* operator->() { return &at_->it; }
  T& operator*() { return at_->it; }

 private:
  struct Content {
    T it;
    Content() : it() {}
  };
  Content* const at_;
};

struct SharedMutex {
  pthread_mutex_t mutex;

  explicit SharedMutex(int robust = PTHREAD_MUTEX_STALLED) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attributes, robust);
    pthread_mutex_init(&mutex, &attributes);
  }
  int Lock() { return pthread_mutex_lock(&mutex); }
  void Unlock() { pthread_mutex_unlock(&mutex); }
};

struct RobustMutex : SharedMutex {
  RobustMutex() : SharedMutex(PTHREAD_MUTEX_ROBUST) {}
};

struct SharedCondition {
  pthread_cond_t condition;

  SharedCondition() {
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_cond_init(&condition, &attributes);
  }
  void Wait(SharedMutex& mutex) { pthread_cond_wait(&condition, &mutex.mutex); }
  void NotifyOne() { pthread_cond_signal(&condition); }
};

template <int kValue>
struct SharedSemaphore {
  sem_t semaphore;

  SharedSemaphore() { sem_init(&semaphore, /*pshared=*/1, kValue); }
  void Acquire() {
    while (sem_wait(&semaphore) != 0) {
    }
  }
  void Release() { sem_post(&semaphore); }
};

// Forks a child that runs `body` and ends with what it returns.
inline pid_t Fork(const std::function<int()>& body) {
  const pid_t child = fork();
  if (child == 0) _exit(body());
  return child;
}

// The exit code of the child; what it was that ended it otherwise, as a negative number.
inline int EndOf(pid_t child) {
  int status = 0;
  if (waitpid(child, &status, 0) != child) return -1000;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

#endif  // CHECKER_EXPLORE_TESTS_SHARED_MEMORY_H_

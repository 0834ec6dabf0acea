// C11 threads ([threads.h], C11 7.26). glibc's are its POSIX ones under other names, called where
// no override can see them; here they go through the overrides. What waits for nobody (thrd_equal,
// tss_get) is left to glibc.
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <threads.h>
#include <time.h>

#include <cstdint>

namespace {

pthread_mutex_t* Posix(mtx_t* mutex) { return reinterpret_cast<pthread_mutex_t*>(mutex); }
pthread_cond_t* Posix(cnd_t* condition) { return reinterpret_cast<pthread_cond_t*>(condition); }

// The answer that C has for a POSIX error number.
int Answer(int error) {
  switch (error) {
    case 0:
      return thrd_success;
    case EBUSY:
      return thrd_busy;
    case ETIMEDOUT:
      return thrd_timedout;
    case ENOMEM:
      return thrd_nomem;
    default:
      return thrd_error;
  }
}

}  // namespace

extern "C" {

// An int is returned in the register of a pointer, whose upper half nobody looks at.
int thrd_create(thrd_t* thread, thrd_start_t body, void* argument) {
  const auto posix_body = reinterpret_cast<void* (*)(void*)>(reinterpret_cast<void*>(body));
  return Answer(pthread_create(thread, nullptr, posix_body, argument));
}

int thrd_join(thrd_t thread, int* result) {
  void* value = nullptr;
  const int error = pthread_join(thread, &value);
  if (result != nullptr) *result = static_cast<int>(reinterpret_cast<std::intptr_t>(value));
  return Answer(error);
}

int thrd_detach(thrd_t thread) { return Answer(pthread_detach(thread)); }

int thrd_sleep(const timespec* time, timespec* left) { return nanosleep(time, left); }

void thrd_yield() { sched_yield(); }

int mtx_init(mtx_t* mutex, int type) {
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
  const bool recursive = (type & mtx_recursive) != 0;
  pthread_mutexattr_settype(&attributes,
                            recursive ? PTHREAD_MUTEX_RECURSIVE : PTHREAD_MUTEX_NORMAL);
  return Answer(pthread_mutex_init(Posix(mutex), &attributes));
}

void mtx_destroy(mtx_t* mutex) { pthread_mutex_destroy(Posix(mutex)); }

// As tail calls, so that ThreadSanitizer finds the caller where it looks for it.
int mtx_lock(mtx_t* mutex) {
  [[clang::musttail]] return reinterpret_cast<int (*)(mtx_t*)>(pthread_mutex_lock)(mutex);
}

int mtx_unlock(mtx_t* mutex) {
  [[clang::musttail]] return reinterpret_cast<int (*)(mtx_t*)>(pthread_mutex_unlock)(mutex);
}

int mtx_trylock(mtx_t* mutex) { return Answer(pthread_mutex_trylock(Posix(mutex))); }

int mtx_timedlock(mtx_t* mutex, const timespec* time) {
  return Answer(pthread_mutex_timedlock(Posix(mutex), time));
}

int cnd_init(cnd_t* condition) { return Answer(pthread_cond_init(Posix(condition), nullptr)); }

void cnd_destroy(cnd_t* condition) { pthread_cond_destroy(Posix(condition)); }

int cnd_signal(cnd_t* condition) {
  [[clang::musttail]] return reinterpret_cast<int (*)(cnd_t*)>(pthread_cond_signal)(condition);
}

int cnd_broadcast(cnd_t* condition) {
  [[clang::musttail]] return reinterpret_cast<int (*)(cnd_t*)>(pthread_cond_broadcast)(condition);
}

int cnd_wait(cnd_t* condition, mtx_t* mutex) {
  return Answer(pthread_cond_wait(Posix(condition), Posix(mutex)));
}

int cnd_timedwait(cnd_t* condition, mtx_t* mutex, const timespec* time) {
  return Answer(pthread_cond_timedwait(Posix(condition), Posix(mutex), time));
}

void call_once(once_flag* flag, void (*function)(void)) {
  pthread_once(reinterpret_cast<pthread_once_t*>(flag), function);
}

}  // extern "C"

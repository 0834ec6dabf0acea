// ThreadSanitizer's side of the overrides: its interceptors, which do the real call and keep its
// happens-before bookkeeping, and the marks that put a caller's line into its stacks.
#ifndef CHECKER_EXPLORE_TSAN_H_
#define CHECKER_EXPLORE_TSAN_H_

#include <pthread.h>
#include <semaphore.h>
#include <sys/types.h>
#include <time.h>

#include <cstdint>

#include "checker/explore/arena.h"
#include "checker/explore/program.h"

// Where the override was called from. Must be used in the override itself.
#define CHECKER_CALLER() __builtin_return_address(0)
#define CHECKER_FRAME() __builtin_frame_address(0)

extern "C" {
void __tsan_func_entry(void* caller);
void __tsan_func_exit();
void __real___tsan_read1(void* address);  // past the wrapper, see wrap.ldflags
void __tsan_acquire(void* address);
void __tsan_release(void* address);
void __sanitizer_set_report_fd(void* fd);
void __sanitizer_symbolize_pc(void* pc, const char* format, char* out, std::size_t size);
void __tsan_ignore_thread_begin();

int __interceptor_pthread_create(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);
int __interceptor_pthread_join(pthread_t, void**);
int __interceptor_pthread_detach(pthread_t);
int __interceptor_pthread_setname_np(pthread_t, const char*);
void __tsan_mutex_destroy(void* mutex, unsigned flags);
int __interceptor_pthread_mutex_init(pthread_mutex_t*, const pthread_mutexattr_t*);
int __interceptor_pthread_mutex_lock(pthread_mutex_t*);
int __interceptor_pthread_mutex_unlock(pthread_mutex_t*);
int __interceptor_pthread_mutex_trylock(pthread_mutex_t*);
int __interceptor_pthread_mutex_timedlock(pthread_mutex_t*, const timespec*);
int __interceptor_pthread_mutex_clocklock(pthread_mutex_t*, clockid_t, const timespec*);
int __interceptor_pthread_rwlock_rdlock(pthread_rwlock_t*);
int __interceptor_pthread_rwlock_wrlock(pthread_rwlock_t*);
int __interceptor_pthread_rwlock_tryrdlock(pthread_rwlock_t*);
int __interceptor_pthread_rwlock_trywrlock(pthread_rwlock_t*);
int __interceptor_pthread_rwlock_timedrdlock(pthread_rwlock_t*, const timespec*);
int __interceptor_pthread_rwlock_timedwrlock(pthread_rwlock_t*, const timespec*);
int __interceptor_pthread_rwlock_unlock(pthread_rwlock_t*);
int __interceptor_pthread_cond_wait(pthread_cond_t*, pthread_mutex_t*);
int __interceptor_pthread_cond_timedwait(pthread_cond_t*, pthread_mutex_t*, const timespec*);
int __interceptor_pthread_cond_clockwait(pthread_cond_t*, pthread_mutex_t*, clockid_t,
                                         const timespec*);
int __interceptor_pthread_cond_signal(pthread_cond_t*);
int __interceptor_pthread_cond_broadcast(pthread_cond_t*);
int __interceptor_pthread_once(pthread_once_t*, void (*)());
int __interceptor_pthread_barrier_init(pthread_barrier_t*, const pthread_barrierattr_t*, unsigned);
int __interceptor_pthread_barrier_wait(pthread_barrier_t*);
int __interceptor_pthread_barrier_destroy(pthread_barrier_t*);
int __interceptor_pthread_spin_lock(pthread_spinlock_t*);
int __interceptor_pthread_spin_trylock(pthread_spinlock_t*);
int __interceptor_pthread_spin_unlock(pthread_spinlock_t*);
int __interceptor_sem_wait(sem_t*);
int __interceptor_sem_trywait(sem_t*);
int __interceptor_sem_timedwait(sem_t*, const timespec*);
int __interceptor_sem_post(sem_t*);
int __interceptor_nanosleep(const timespec*, timespec*);
int __interceptor_usleep(useconds_t);
unsigned __interceptor_sleep(unsigned);
int __interceptor_clock_gettime(clockid_t, timespec*);
}

namespace checker {

// Puts the caller of an override into the thread's own stack, which traces and reports show.
class Place {
 public:
  explicit Place(void* caller) : task_(self) { task_->PushFrame(caller); }
  ~Place() { task_->PopFrame(); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

 private:
  Task* const task_;
};

// The same for ThreadSanitizer's stack too, for overrides that call one of its interceptors
// themselves, and with the caller in the program if the override was called by a library. (Both
// stacks at once: __tsan_func_entry is wrapped, see intercept/memory.cc.)
class Frame {
 public:
  Frame(void* caller, const void* frame) {
    void* const student = InProgram(caller) ? nullptr : CallerInProgram(frame);
    two_ = student != nullptr;
    if (two_) __tsan_func_entry(student);
    __tsan_func_entry(caller);
  }
  ~Frame() {
    __tsan_func_exit();
    if (two_) __tsan_func_exit();
  }
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

 private:
  bool two_;
};

}  // namespace checker

#endif  // CHECKER_EXPLORE_TSAN_H_

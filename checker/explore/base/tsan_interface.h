// ThreadSanitizer's side of the overrides: its interceptors, which do the real call and keep its
// happens-before bookkeeping, and the marks that put a caller's line into its stacks.
//
// Thread safety: every function may be called by any thread.
#ifndef CHECKER_EXPLORE_BASE_TSAN_INTERFACE_H_
#define CHECKER_EXPLORE_BASE_TSAN_INTERFACE_H_

#include <pthread.h>
#include <semaphore.h>
#include <sys/types.h>
#include <time.h>

#include <cstddef>
#include <cstdint>

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
}  // extern "C"

#endif  // CHECKER_EXPLORE_BASE_TSAN_INTERFACE_H_

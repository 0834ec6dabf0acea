// Wrong: the destructor deletes the key and takes it that the values go with it. But that calls no
// destructor: those of threads that are still running, main's among them, are never destroyed.
#ifndef CHAPTERS_02_THREADS_THREAD_LOCAL_DATA_H_
#define CHAPTERS_02_THREADS_THREAD_LOCAL_DATA_H_

#include <pthread.h>

#include <functional>
#include <system_error>
#include <utility>

template <class T>
class ThreadLocal {
 public:
  explicit ThreadLocal(std::function<T()> init = [] { return T{}; }) : init_(std::move(init)) {
    const int error = pthread_key_create(&key_, [](void* value) { delete static_cast<T*>(value); });
    if (error != 0) throw std::system_error(error, std::generic_category());
  }
  ~ThreadLocal() { pthread_key_delete(key_); }
  ThreadLocal(const ThreadLocal&) = delete;
  ThreadLocal& operator=(const ThreadLocal&) = delete;

  T& Get() {
    if (!has_value()) pthread_setspecific(key_, new T(init_()));
    return *static_cast<T*>(pthread_getspecific(key_));
  }

  bool has_value() const { return pthread_getspecific(key_) != nullptr; }

  void Reset() {
    T* const value = static_cast<T*>(pthread_getspecific(key_));
    pthread_setspecific(key_, nullptr);
    delete value;
  }

 private:
  const std::function<T()> init_;
  pthread_key_t key_;
};

#endif  // CHAPTERS_02_THREADS_THREAD_LOCAL_DATA_H_

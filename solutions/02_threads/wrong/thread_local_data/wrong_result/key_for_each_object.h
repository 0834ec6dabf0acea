// Wrong: a pthread key for each ThreadLocal. A process has room for 1,024 of them.
#ifndef CHAPTERS_02_THREADS_THREAD_LOCAL_DATA_H_
#define CHAPTERS_02_THREADS_THREAD_LOCAL_DATA_H_

#include <pthread.h>

#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <system_error>
#include <utility>

template <class T>
class ThreadLocal {
 public:
  explicit ThreadLocal(std::function<T()> init = [] { return T{}; })
      : init_(std::move(init)), boxes_(std::make_shared<Boxes>()) {
    const int error = pthread_key_create(&key_, Destroy);
    if (error != 0) throw std::system_error(error, std::generic_category());
  }
  ~ThreadLocal() {
    pthread_key_delete(key_);
    for (Box* const box : boxes_->TakeAll()) delete box;
  }
  ThreadLocal(const ThreadLocal&) = delete;
  ThreadLocal& operator=(const ThreadLocal&) = delete;

  T& Get() {
    auto* box = static_cast<Box*>(pthread_getspecific(key_));
    if (box == nullptr) {
      box = new Box{init_(), boxes_};
      pthread_setspecific(key_, box);
      std::lock_guard lock(boxes_->mutex);
      boxes_->all.insert(box);
    }
    return box->value;
  }

  bool has_value() const { return pthread_getspecific(key_) != nullptr; }

  void Reset() {
    void* const box = pthread_getspecific(key_);
    pthread_setspecific(key_, nullptr);
    if (box != nullptr) Destroy(box);
  }

 private:
  struct Box;
  struct Boxes {
    std::set<Box*> TakeAll() {
      std::lock_guard lock(mutex);
      return std::exchange(all, {});
    }

    std::mutex mutex;
    std::set<Box*> all;
  };
  struct Box {
    T value;
    std::shared_ptr<Boxes> boxes;
  };

  static void Destroy(void* pointer) {
    auto* const box = static_cast<Box*>(pointer);
    const std::shared_ptr<Boxes> boxes = box->boxes;
    std::unique_lock lock(boxes->mutex);
    const bool mine = boxes->all.erase(box) != 0;
    lock.unlock();
    if (mine) delete box;
  }

  const std::function<T()> init_;
  const std::shared_ptr<Boxes> boxes_;
  pthread_key_t key_;
};

#endif  // CHAPTERS_02_THREADS_THREAD_LOCAL_DATA_H_

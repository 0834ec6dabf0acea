// Wrong: a map by thread id, from which nothing is ever taken when a thread ends. Ids recur: a new
// thread finds the value of one that has gone.
#ifndef CHAPTERS_02_THREADS_THREAD_LOCAL_DATA_H_
#define CHAPTERS_02_THREADS_THREAD_LOCAL_DATA_H_

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

template <class T>
class ThreadLocal {
 public:
  explicit ThreadLocal(std::function<T()> init = [] { return T{}; }) : init_(std::move(init)) {}
  ThreadLocal(const ThreadLocal&) = delete;
  ThreadLocal& operator=(const ThreadLocal&) = delete;

  T& Get() {
    if (T* const value = Find()) return *value;
    auto made = std::make_unique<T>(init_());
    std::lock_guard lock(mutex_);
    auto& place = values_[std::this_thread::get_id()];
    place = std::move(made);
    return *place;
  }

  bool has_value() const { return Find() != nullptr; }

  void Reset() {
    std::unique_ptr<T> value;
    std::lock_guard lock(mutex_);
    const auto found = values_.find(std::this_thread::get_id());
    if (found == values_.end()) return;
    value = std::move(found->second);
    values_.erase(found);
  }

 private:
  T* Find() const {
    std::lock_guard lock(mutex_);
    const auto found = values_.find(std::this_thread::get_id());
    return found == values_.end() ? nullptr : found->second.get();
  }

  const std::function<T()> init_;
  mutable std::mutex mutex_;
  std::map<std::thread::id, std::unique_ptr<T>> values_;
};

#endif  // CHAPTERS_02_THREADS_THREAD_LOCAL_DATA_H_

// Wrong: the values lie in a vector. When it grows, for another thread's value, they move, and
// references that Get has returned lead to where they were.
#ifndef CHAPTERS_02_THREADS_THREAD_LOCAL_DATA_H_
#define CHAPTERS_02_THREADS_THREAD_LOCAL_DATA_H_

#include <algorithm>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

template <class T>
class ThreadLocal {
 public:
  explicit ThreadLocal(std::function<T()> init = [] { return T{}; }) : init_(std::move(init)) {}
  ThreadLocal(const ThreadLocal&) = delete;
  ThreadLocal& operator=(const ThreadLocal&) = delete;

  T& Get() {
    if (T* const value = Find()) return *value;
    T made = init_();
    std::lock_guard lock(mutex_);
    return values_.emplace_back(std::this_thread::get_id(), std::move(made)).second;
  }

  bool has_value() const { return const_cast<ThreadLocal*>(this)->Find() != nullptr; }

  void Reset() {
    std::lock_guard lock(mutex_);
    std::erase_if(values_, IsMine);
  }

 private:
  using Value = std::pair<std::thread::id, T>;

  static bool IsMine(const Value& value) { return value.first == std::this_thread::get_id(); }

  T* Find() {
    std::lock_guard lock(mutex_);
    const auto found = std::find_if(values_.begin(), values_.end(), IsMine);
    return found == values_.end() ? nullptr : &found->second;
  }

  const std::function<T()> init_;
  std::mutex mutex_;
  std::vector<Value> values_;
};

#endif  // CHAPTERS_02_THREADS_THREAD_LOCAL_DATA_H_

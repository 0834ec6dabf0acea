// Wrong: Work calls `handle` with the lock held.
// A handler that calls the list waits for a lock which its own thread holds: a deadlock.
#ifndef CHAPTERS_07_QUEUES_TASK_LIST_H_
#define CHAPTERS_07_QUEUES_TASK_LIST_H_

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

template <class T>
class TaskList {
 public:
  explicit TaskList(std::vector<T> tasks) : tasks_(std::move(tasks)) {}

  std::optional<T> TakeLast() {
    // The look and the removal are one step because the lock is held from one to the other.
    const std::lock_guard lock(mutex_);
    if (tasks_.empty()) return std::nullopt;
    std::optional<T> task(std::move(tasks_.back()));
    tasks_.pop_back();
    return task;
  }

  std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return tasks_.size();
  }

  std::size_t Work(const std::function<void(T&)>& handle) {
    std::size_t handled = 0;
    while (true) {
      const std::lock_guard lock(mutex_);
      if (tasks_.empty()) return handled;
      T task = std::move(tasks_.back());
      tasks_.pop_back();
      handle(task);
      ++handled;
    }
  }

 private:
  mutable std::mutex mutex_;
  std::vector<T> tasks_;  // guarded by mutex_
};

#endif  // CHAPTERS_07_QUEUES_TASK_LIST_H_

// Wrong: keeps a reference to the last task, pops it and only then moves the task out.
// pop_back ended the task's life: what is moved out is what the destructor left behind.
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
    T* last = nullptr;
    {
      const std::lock_guard lock(mutex_);
      if (tasks_.empty()) return std::nullopt;
      last = &tasks_.back();
      tasks_.pop_back();
    }
    return std::optional<T>(std::move(*last));
  }

  std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return tasks_.size();
  }

  std::size_t Work(const std::function<void(T&)>& handle) {
    std::size_t handled = 0;
    // The task belongs to this thread alone by now, so `handle` needs no lock, and must not have
    // one: it may take its time, call the list or throw.
    while (std::optional<T> task = TakeLast()) {
      handle(*task);
      ++handled;
    }
    return handled;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<T> tasks_;  // guarded by mutex_
};

#endif  // CHAPTERS_07_QUEUES_TASK_LIST_H_

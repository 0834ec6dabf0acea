// Wrong: takes one off the count first and gives it back if there was none.
// In between, size() tells whoever asks that an empty list holds more tasks than there are numbers.
#ifndef CHAPTERS_07_QUEUES_TASK_LIST_H_
#define CHAPTERS_07_QUEUES_TASK_LIST_H_

#include <atomic>
#include <cstddef>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

template <class T>
class TaskList {
 public:
  explicit TaskList(std::vector<T> tasks) : tasks_(std::move(tasks)), left_(tasks_.size()) {}

  std::optional<T> TakeLast() {
    const long left = left_.fetch_sub(1);
    if (left > 0) return std::optional<T>(std::move(tasks_[left - 1]));
    left_.fetch_add(1);
    return std::nullopt;
  }

  std::size_t size() const { return left_.load(); }

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
  std::vector<T> tasks_;
  std::atomic<long> left_;
};

#endif  // CHAPTERS_07_QUEUES_TASK_LIST_H_

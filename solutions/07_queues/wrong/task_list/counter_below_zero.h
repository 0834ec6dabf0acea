// Wrong: tests the unsigned count in one step and takes one off in another.
// Two threads pass the test on the last task; the second turns 0 into the greatest number there is.
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
    if (left_.load() == 0) return std::nullopt;
    return std::optional<T>(std::move(tasks_[left_.fetch_sub(1) - 1]));
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
  std::atomic<std::size_t> left_;
};

#endif  // CHAPTERS_07_QUEUES_TASK_LIST_H_

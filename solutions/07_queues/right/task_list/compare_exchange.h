// The tasks stay where they are; one atomic count says how many are left.
// Whoever counts it down from n to n-1 owns task n-1, and nobody else ever touches that one.
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
    std::size_t left = left_.load();
    do {
      if (left == 0) return std::nullopt;
    } while (!left_.compare_exchange_weak(left, left - 1));
    return std::optional<T>(std::move(tasks_[left - 1]));
  }

  std::size_t size() const { return left_.load(); }

  std::size_t Work(const std::function<void(T&)>& handle) {
    std::size_t handled = 0;
    while (std::optional<T> task = TakeLast()) {
      handle(*task);
      ++handled;
    }
    return handled;
  }

 private:
  std::vector<T> tasks_;  // each element belongs to whoever counted past it
  std::atomic<std::size_t> left_;
};

#endif  // CHAPTERS_07_QUEUES_TASK_LIST_H_

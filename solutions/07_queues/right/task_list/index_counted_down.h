// The tasks stay where they are; one signed atomic is counted down, and checked after the step.
// It may fall below zero, once for each late caller, which means "nothing left" just as zero does.
#ifndef CHAPTERS_07_QUEUES_TASK_LIST_H_
#define CHAPTERS_07_QUEUES_TASK_LIST_H_

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

template <class T>
class TaskList {
 public:
  explicit TaskList(std::vector<T> tasks)
      : tasks_(std::move(tasks)), left_(static_cast<std::ptrdiff_t>(tasks_.size())) {}

  std::optional<T> TakeLast() {
    const std::ptrdiff_t left = left_.fetch_sub(1);
    if (left <= 0) return std::nullopt;
    return std::optional<T>(std::move(tasks_[static_cast<std::size_t>(left) - 1]));
  }

  std::size_t size() const {
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(left_.load(), 0));
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
  std::vector<T> tasks_;  // each element belongs to whoever counted past it
  std::atomic<std::ptrdiff_t> left_;
};

#endif  // CHAPTERS_07_QUEUES_TASK_LIST_H_

// A list of tasks that several threads take from the end, each task once.
//
// Thread safety: every method may be called by any thread.
#ifndef CHAPTERS_07_QUEUES_TASK_LIST_H_
#define CHAPTERS_07_QUEUES_TASK_LIST_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "checker/testing/not_written_yet.h"

template <class T>
class TaskList {
 public:
  // The tasks to be taken. T may be a type that can be moved only.
  explicit TaskList(std::vector<T> tasks) : tasks_(std::move(tasks)) {}

  // Takes the last task out and returns it: each task goes to one caller, whatever the other
  // threads do. Returns nullopt, for ever, once nothing is left. Equal tasks are different tasks.
  std::optional<T> TakeLast() {
    // TODO: look at the last task and remove it.
    checker::NotWrittenYet("nobody may come between the look at the last task and its removal");
  }

  // How many tasks are left.
  std::size_t size() const {
    // TODO: count what is left, while other threads may be taking.
    checker::NotWrittenYet("a reader needs the same protection as a writer");
  }

  // Takes task after task and calls `handle` on each until the list is empty; returns how many it
  // handled. `handle` runs at the same time as other workers' and may call this list. If it
  // throws, its task stays taken and the exception leaves Work.
  std::size_t Work(const std::function<void(T&)>& handle) {
    // TODO: take and handle until nothing is left.
    static_cast<void>(handle);
    checker::NotWrittenYet("a task that TakeLast gave you is yours alone: no lock while handling");
  }

 private:
  std::vector<T> tasks_;
};

#endif  // CHAPTERS_07_QUEUES_TASK_LIST_H_

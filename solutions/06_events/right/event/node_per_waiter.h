// Right: every waiter brings a node with a condition of its own; set() unhooks all nodes and marks
// each of them, so that no later clear() can reach them.
#ifndef CHAPTERS_06_EVENTS_EVENT_H_
#define CHAPTERS_06_EVENTS_EVENT_H_

#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <new>

using Duration = std::chrono::nanoseconds;
using TimePoint = std::chrono::steady_clock::time_point;

class Event {
 public:
  bool is_set() const {
    std::lock_guard lock(mutex_);
    return up_;
  }

  void set() {
    std::lock_guard lock(mutex_);
    up_ = true;
    for (Node* node : waiting_) {
      node->let_go = true;
      node->woken.notify_one();
    }
    waiting_.clear();
  }

  void clear() {
    std::lock_guard lock(mutex_);
    up_ = false;
  }

  bool wait() { return wait_until(TimePoint::max()); }

  bool wait_for(Duration duration) {
    const TimePoint now = std::chrono::steady_clock::now();
    return wait_until(duration > TimePoint::max() - now ? TimePoint::max() : now + duration);
  }

  bool wait_until(TimePoint deadline) {
    std::unique_lock lock(mutex_);
    if (up_) return true;
    Node me;
    waiting_.push_back(&me);
    while (!me.let_go && std::chrono::steady_clock::now() < deadline) me.Sleep(lock, deadline);
    if (!me.let_go) waiting_.remove(&me);
    return me.let_go;
  }

  void reinit() {
    new (&mutex_) std::mutex;
    new (&waiting_) std::list<Node*>;  // the old one may be half changed: left alone
  }

 private:
  struct Node {
    void Sleep(std::unique_lock<std::mutex>& lock, TimePoint deadline) {
      if (deadline == TimePoint::max()) {
        woken.wait(lock);
      } else {
        woken.wait_until(lock, deadline);
      }
    }

    std::condition_variable woken;
    bool let_go = false;
  };

  mutable std::mutex mutex_;
  bool up_ = false;
  std::list<Node*> waiting_;
};

#endif  // CHAPTERS_06_EVENTS_EVENT_H_

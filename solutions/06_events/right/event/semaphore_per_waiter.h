// Right: a ring of waiters that live on their threads' stacks, each with a semaphore.
#ifndef CHAPTERS_06_EVENTS_EVENT_H_
#define CHAPTERS_06_EVENTS_EVENT_H_

#include <chrono>
#include <mutex>
#include <new>
#include <semaphore>

using Duration = std::chrono::nanoseconds;
using TimePoint = std::chrono::steady_clock::time_point;

class Event {
 public:
  Event() = default;
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  bool is_set() const {
    std::scoped_lock lock{mutex_};
    return up_;
  }

  void set() {
    std::scoped_lock lock{mutex_};
    up_ = true;
    // A waiter needs the mutex to leave, so it is still there after its release().
    while (first_ != nullptr) {
      Waiter& next = *first_;
      Unlink(next);
      next.go.release();
    }
  }

  void clear() {
    std::scoped_lock lock{mutex_};
    up_ = false;
  }

  bool wait() {
    return Enter([](Waiter& me) { me.go.acquire(); });
  }

  bool wait_for(Duration duration) {
    const TimePoint now = std::chrono::steady_clock::now();
    if (duration > TimePoint::max() - now) return wait();
    return wait_until(now + duration);
  }

  bool wait_until(TimePoint deadline) {
    if (deadline == TimePoint::max()) return wait();
    return Enter([deadline](Waiter& me) { (void)me.go.try_acquire_until(deadline); });
  }

  void reinit() {
    new (&mutex_) std::mutex{};
    first_ = nullptr;
  }

 private:
  struct Waiter {
    std::binary_semaphore go{0};
    Waiter* before = nullptr;
    Waiter* after = nullptr;
    bool linked = false;
  };

  template <class Sleep>
  bool Enter(Sleep sleep) {
    Waiter me;
    {
      std::scoped_lock lock{mutex_};
      if (up_) return true;
      Link(me);
    }
    sleep(me);
    std::scoped_lock lock{mutex_};
    if (!me.linked) return true;
    Unlink(me);
    return false;
  }

  void Link(Waiter& waiter) {
    waiter.after = first_;
    if (first_) first_->before = &waiter;
    first_ = &waiter;
    waiter.linked = true;
  }
  void Unlink(Waiter& waiter) {
    if (waiter.before) waiter.before->after = waiter.after;
    if (waiter.after) waiter.after->before = waiter.before;
    if (first_ == &waiter) first_ = waiter.after;
    waiter.linked = false;
  }

  mutable std::mutex mutex_;
  bool up_ = false;
  Waiter* first_ = nullptr;
};

#endif  // CHAPTERS_06_EVENTS_EVENT_H_

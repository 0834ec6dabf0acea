// Right: an event says "cancelled", another in each callback says "has returned"; a list beside
// them.
#ifndef CHAPTERS_06_EVENTS_CANCELLATION_H_
#define CHAPTERS_06_EVENTS_CANCELLATION_H_

#include <condition_variable>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "event.h"

// What a source and its tokens share; it lives as long as any of them.
class CancelState {
 public:
  // Shared by a callback and the canceller: a callback may destroy itself while it runs.
  struct Callback {
    std::function<void()> run;
    bool started = false;  // guarded by mutex_
    Event returned;
  };

  bool cancelled() const { return cancelled_.is_set(); }

  bool WaitFor(Duration duration) { return cancelled_.wait_for(duration); }

  bool Cancel() {
    std::unique_lock lock(mutex_);
    if (cancelled_.is_set()) return false;
    canceller_ = std::this_thread::get_id();
    cancelled_.set();
    while (!callbacks_.empty()) {
      const std::shared_ptr<Callback> callback = callbacks_.front();
      callbacks_.pop_front();
      callback->started = true;
      lock.unlock();
      callback->run();
      callback->returned.set();
      lock.lock();
    }
    return true;
  }

  // False, and nothing is kept, if it is cancelled already.
  bool Add(const std::shared_ptr<Callback>& callback) {
    std::lock_guard lock(mutex_);
    if (cancelled_.is_set()) return false;
    callbacks_.push_back(callback);
    return true;
  }

  // After it `callback` does not run, unless this is the thread that is running it now.
  void Remove(const std::shared_ptr<Callback>& callback) {
    {
      std::lock_guard lock(mutex_);
      callbacks_.remove(callback);
      if (!callback->started || canceller_ == std::this_thread::get_id()) return;
    }
    callback->returned.wait();
  }

 private:
  Event cancelled_;
  std::mutex mutex_;  // guards what follows
  std::list<std::shared_ptr<Callback>> callbacks_;
  std::thread::id canceller_;
};

class CancelToken {
 public:
  explicit CancelToken(std::shared_ptr<CancelState> state) : state_(std::move(state)) {}

  bool cancelled() const { return state_->cancelled(); }
  bool WaitFor(Duration duration) const { return state_->WaitFor(duration); }

 private:
  template <class F>
  friend class CancelCallback;

  std::shared_ptr<CancelState> state_;
};

template <class F>
class CancelCallback {
 public:
  CancelCallback(CancelToken token, F f) : state_(std::move(token.state_)), f_(std::move(f)) {
    entry_->run = [this] { f_(); };
    if (!state_->Add(entry_)) f_();
  }
  ~CancelCallback() { state_->Remove(entry_); }
  CancelCallback(const CancelCallback&) = delete;
  CancelCallback& operator=(const CancelCallback&) = delete;

 private:
  const std::shared_ptr<CancelState> state_;
  const std::shared_ptr<CancelState::Callback> entry_ = std::make_shared<CancelState::Callback>();
  F f_;
};

class CancelSource {
 public:
  CancelSource() = default;
  explicit CancelSource(CancelToken parent) {
    parent_.emplace(std::move(parent), [state = state_] { CancelAlive(state); });
  }
  CancelSource(const CancelSource&) = delete;
  CancelSource& operator=(const CancelSource&) = delete;

  CancelToken token() const { return CancelToken(state_); }
  bool Cancel() { return CancelAlive(state_); }

 private:
  // By value: a callback may destroy the source, and the state has to outlive Cancel().
  static bool CancelAlive(std::shared_ptr<CancelState> state) { return state->Cancel(); }

  const std::shared_ptr<CancelState> state_ = std::make_shared<CancelState>();
  std::optional<CancelCallback<std::function<void()>>> parent_;  // gone before state_
};

// The callback takes the waiter's mutex, so that it can't notify between the waiter's look at the
// token and his falling asleep. It is therefore made and destroyed while that mutex is free:
// destroying it means waiting for it.
template <class Pred>
bool CancellableWait(std::condition_variable& changed, std::unique_lock<std::mutex>& lock,
                     CancelToken token, Pred pred) {
  bool value = static_cast<bool>(pred());
  while (!value && !token.cancelled()) {
    std::mutex& mutex = *lock.mutex();
    lock.unlock();
    {
      CancelCallback wake_up(token, [&] {
        std::lock_guard guard(mutex);
        changed.notify_all();
      });
      std::lock_guard relock(lock);
      while (!pred() && !token.cancelled()) changed.wait(lock);
    }
    lock.lock();
    // The mutex was free for a moment: what was true then may be over.
    value = static_cast<bool>(pred());
  }
  return value;
}

#endif  // CHAPTERS_06_EVENTS_CANCELLATION_H_

// Wrong: the destructor asks again and again whether the callback has returned.
#ifndef CHAPTERS_06_EVENTS_CANCELLATION_H_
#define CHAPTERS_06_EVENTS_CANCELLATION_H_

#include <chrono>
#include <condition_variable>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

using Duration = std::chrono::nanoseconds;

// What a source and its tokens share; it lives as long as any of them.
class CancelState {
 public:
  struct Callback {
    virtual void Run() = 0;

   protected:
    ~Callback() = default;
  };

  bool cancelled() const {
    std::lock_guard lock(mutex_);
    return cancelled_;
  }

  bool WaitFor(Duration duration) {
    const auto now = std::chrono::steady_clock::now();
    const bool for_ever = duration > std::chrono::steady_clock::time_point::max() - now;
    const auto is_cancelled = [this] { return cancelled_; };
    std::unique_lock lock(mutex_);
    if (!for_ever) return changed_.wait_until(lock, now + duration, is_cancelled);
    changed_.wait(lock, is_cancelled);
    return true;
  }

  bool Cancel() {
    std::unique_lock lock(mutex_);
    if (cancelled_) return false;
    cancelled_ = true;
    canceller_ = std::this_thread::get_id();
    changed_.notify_all();
    while (!callbacks_.empty()) {
      running_ = callbacks_.front();
      callbacks_.pop_front();
      Callback& callback = *running_;
      lock.unlock();
      callback.Run();  // may destroy itself: not touched any more
      lock.lock();
      running_ = nullptr;
      changed_.notify_all();
    }
    return true;
  }

  // False, and nothing is kept, if it is cancelled already.
  bool Add(Callback& callback) {
    std::lock_guard lock(mutex_);
    if (!cancelled_) callbacks_.push_back(&callback);
    return !cancelled_;
  }

  // After it `callback` does not run, unless this is the thread that is running it now.
  void Remove(Callback& callback) {
    std::unique_lock lock(mutex_);
    callbacks_.remove(&callback);
    if (canceller_ == std::this_thread::get_id()) return;  // it would wait for itself
    while (running_ == &callback) {
      lock.unlock();
      std::this_thread::yield();
      lock.lock();
    }
  }

 private:
  mutable std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  bool cancelled_ = false;
  std::list<Callback*> callbacks_;
  Callback* running_ = nullptr;
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
class CancelCallback final : private CancelState::Callback {
 public:
  CancelCallback(CancelToken token, F f) : state_(std::move(token.state_)), f_(std::move(f)) {
    if (!state_->Add(*this)) f_();
  }
  ~CancelCallback() { state_->Remove(*this); }
  CancelCallback(const CancelCallback&) = delete;
  CancelCallback& operator=(const CancelCallback&) = delete;

 private:
  void Run() override { f_(); }

  const std::shared_ptr<CancelState> state_;
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

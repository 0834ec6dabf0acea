// Wrong: a relaxed load sees the end, but not what was written before it.
#ifndef CHAPTERS_02_THREADS_THREAD_H_
#define CHAPTERS_02_THREADS_THREAD_H_

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <semaphore>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

using Duration = std::chrono::nanoseconds;

class Thread : public std::enable_shared_from_this<Thread> {
 public:
  explicit Thread(std::function<void()> target = {}, std::string name = {})
      : target_(std::move(target)), name_(std::make_shared<const std::string>(std::move(name))) {}
  virtual ~Thread() = default;
  Thread(const Thread&) = delete;
  Thread& operator=(const Thread&) = delete;

  virtual void Run() {
    if (target_) target_();
  }

  void Start() {
    State expected = State::kNew;
    if (!state_.compare_exchange_strong(expected, State::kClaimed)) {
      Throw(std::errc::operation_not_permitted);
    }
    try {
      std::thread([self = shared_from_this()] { self->Live(); }).detach();
    } catch (...) {
      state_ = State::kNew;
      throw;
    }
    state_.wait(State::kClaimed);
  }

  void Join() { Join(Duration::max()); }

  bool Join(Duration duration) {
    const State state = state_;
    if (state == State::kNew || state == State::kClaimed) Throw(std::errc::invalid_argument);
    if (state == State::kAlive && current_ == this) {
      Throw(std::errc::resource_deadlock_would_occur);
    }
    const auto waiter = std::make_shared<std::binary_semaphore>(0);
    {
      std::lock_guard lock(mutex_);
      if (state_ == State::kEnded) return true;
      waiters_.push_back(waiter);
    }
    const auto now = std::chrono::steady_clock::now();
    if (duration < std::chrono::steady_clock::time_point::max() - now) {
      return waiter->try_acquire_until(now + duration) || Withdraw(waiter);
    }
    waiter->acquire();
    return true;
  }

  bool is_alive() const { return state_.load(std::memory_order_relaxed) == State::kAlive; }
  std::string name() const {
    std::lock_guard lock(mutex_);
    return *name_;
  }
  void set_name(std::string name) {
    auto fresh = std::make_shared<const std::string>(std::move(name));
    std::lock_guard lock(mutex_);
    name_.swap(fresh);
  }
  std::optional<std::uint64_t> ident() const {
    const State state = state_;
    if (state == State::kNew || state == State::kClaimed) return std::nullopt;
    return ident_;
  }
  std::exception_ptr exception() const { return state_.load(std::memory_order_relaxed) == State::kEnded ? error_ : nullptr; }

 private:
  enum class State { kNew, kClaimed, kAlive, kEnded };
  using Waiter = std::shared_ptr<std::binary_semaphore>;

  [[noreturn]] static void Throw(std::errc code) {
    throw std::system_error(std::make_error_code(code));
  }

  // The time is over. Whether the end came at the same moment, the state knows.
  bool Withdraw(const Waiter& waiter) {
    std::lock_guard lock(mutex_);
    std::erase(waiters_, waiter);
    return state_ == State::kEnded;
  }

  void Live() {
    static std::atomic<std::uint64_t> last_ident{0};
    current_ = this;
    ident_ = ++last_ident;
    state_ = State::kAlive;
    state_.notify_all();
    try {
      Run();
    } catch (...) {
      error_ = std::current_exception();
    }
    target_ = nullptr;
    std::vector<Waiter> waiters;
    std::lock_guard lock(mutex_);
    state_ = State::kEnded;
    waiters.swap(waiters_);
    for (const Waiter& waiter : waiters) waiter->release();
  }

  static inline thread_local Thread* current_ = nullptr;

  std::function<void()> target_;
  std::exception_ptr error_;  // published by kEnded
  std::uint64_t ident_ = 0;   // published by kAlive
  std::atomic<State> state_{State::kNew};
  mutable std::mutex mutex_;
  std::vector<Waiter> waiters_;  // guarded by mutex_, as the next one
  std::shared_ptr<const std::string> name_;
};

#endif  // CHAPTERS_02_THREADS_THREAD_H_

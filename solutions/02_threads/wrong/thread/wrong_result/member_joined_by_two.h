// Wrong: every joiner joins the one std::thread, which can be joined once.
#ifndef CHAPTERS_02_THREADS_THREAD_H_
#define CHAPTERS_02_THREADS_THREAD_H_

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

using Duration = std::chrono::nanoseconds;

class Thread : public std::enable_shared_from_this<Thread> {
 public:
  explicit Thread(std::function<void()> target = {}, std::string name = {})
      : target_(std::move(target)), name_(std::move(name)) {}
  virtual ~Thread() {
    if (thread_.joinable()) thread_.detach();
  }
  Thread(const Thread&) = delete;
  Thread& operator=(const Thread&) = delete;

  virtual void Run() {
    if (target_) target_();
  }

  void Start() {
    std::lock_guard lock(mutex_);
    if (started_) Throw(std::errc::operation_not_permitted);
    thread_ = std::thread([self = shared_from_this()] { self->Live(); });
    id_ = thread_.get_id();
    started_ = true;
  }

  void Join() {
    std::unique_lock lock(mutex_);
    CheckJoin();
    lock.unlock();
    if (thread_.joinable()) thread_.join();
  }

  bool Join(Duration duration) {
    const auto deadline = DeadlineAfter(duration);
    std::unique_lock lock(mutex_);
    CheckJoin();
    while (!ended_) {
      if (end_.wait_until(lock, deadline) == std::cv_status::timeout) return ended_;
    }
    return true;
  }

  bool is_alive() const {
    std::lock_guard lock(mutex_);
    return started_ && !ended_;
  }

  std::string name() const {
    std::lock_guard lock(mutex_);
    return name_;
  }

  void set_name(std::string name) {
    std::lock_guard lock(mutex_);
    name_ = std::move(name);
  }

  // The system's own number of the thread.
  std::optional<std::uint64_t> ident() const {
    std::lock_guard lock(mutex_);
    if (!started_) return std::nullopt;
    return std::hash<std::thread::id>()(id_) | 1;  // ids are addresses, so the last bit is free
  }

  std::exception_ptr exception() const {
    std::lock_guard lock(mutex_);
    return error_;
  }

 private:
  using Clock = std::chrono::steady_clock;

  [[noreturn]] static void Throw(std::errc code) {
    throw std::system_error(std::make_error_code(code));
  }

  // 50 years are for ever.
  static Clock::time_point DeadlineAfter(Duration duration) {
    return Clock::now() + std::min<Duration>(duration, std::chrono::hours(24 * 365 * 50));
  }

  void CheckJoin() const {
    if (!started_) Throw(std::errc::invalid_argument);
    if (!ended_ && id_ == std::this_thread::get_id()) {
      Throw(std::errc::resource_deadlock_would_occur);
    }
  }

  void Live() {
    mutex_.lock();  // until Start has let go of it
    mutex_.unlock();
    std::exception_ptr error;
    try {
      Run();
    } catch (...) {
      error = std::current_exception();
    }
    std::function<void()>().swap(target_);
    std::lock_guard lock(mutex_);
    error_ = error;
    ended_ = true;
    end_.notify_all();
  }

  std::function<void()> target_;
  mutable std::mutex mutex_;  // guards all that follows
  std::condition_variable end_;
  bool started_ = false, ended_ = false;
  std::thread thread_;
  std::thread::id id_;
  std::exception_ptr error_;
  std::string name_;
};

#endif  // CHAPTERS_02_THREADS_THREAD_H_

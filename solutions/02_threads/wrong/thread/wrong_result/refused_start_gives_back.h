// Wrong: a Start that is refused takes back the claim of the one that worked.
#ifndef CHAPTERS_02_THREADS_THREAD_H_
#define CHAPTERS_02_THREADS_THREAD_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <future>
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
  virtual ~Thread() = default;
  Thread(const Thread&) = delete;
  Thread& operator=(const Thread&) = delete;

  virtual void Run() {
    if (target_) target_();
  }

  void Start() {
    try {
      if (claimed_.exchange(true)) Throw(std::errc::operation_not_permitted);
      std::thread([self = shared_from_this()] { self->Live(); }).detach();
    } catch (...) {
      claimed_ = false;
      throw;
    }
    begun_.get_future().wait();
  }

  void Join() { Join(Duration::max()); }

  bool Join(Duration duration) {
    if (ident_ == 0) Throw(std::errc::invalid_argument);
    if (!HasEnded() && thread_ == std::this_thread::get_id()) {
      Throw(std::errc::resource_deadlock_would_occur);
    }
    const auto now = std::chrono::steady_clock::now();
    if (duration < std::chrono::steady_clock::time_point::max() - now) {
      return end_.wait_until(now + duration) == std::future_status::ready;
    }
    end_.wait();
    return true;
  }

  bool is_alive() const { return ident_ != 0 && !HasEnded(); }

  std::string name() const {
    std::lock_guard lock(name_mutex_);
    return name_;
  }

  void set_name(std::string name) {
    std::lock_guard lock(name_mutex_);
    name_ = std::move(name);
  }

  std::optional<std::uint64_t> ident() const {
    const std::uint64_t ident = ident_;
    return ident == 0 ? std::nullopt : std::optional(ident);
  }

  std::exception_ptr exception() const { return HasEnded() ? end_.get() : nullptr; }

 private:
  [[noreturn]] static void Throw(std::errc code) {
    throw std::system_error(std::make_error_code(code));
  }

  bool HasEnded() const {
    return end_.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
  }

  void Live() {
    static std::atomic<std::uint64_t> last_ident{0};
    thread_ = std::this_thread::get_id();
    ident_ = ++last_ident;  // publishes thread_, too
    begun_.set_value();
    std::exception_ptr error;
    try {
      Run();
    } catch (...) {
      error = std::current_exception();
    }
    target_ = nullptr;
    ended_.set_value(error);
  }

  std::function<void()> target_;
  std::atomic<bool> claimed_{false};
  std::thread::id thread_;  // written before ident_, read after it
  std::atomic<std::uint64_t> ident_{0};
  std::promise<void> begun_;
  std::promise<std::exception_ptr> ended_;
  const std::shared_future<std::exception_ptr> end_ = ended_.get_future().share();

  mutable std::mutex name_mutex_;
  std::string name_;  // guarded by name_mutex_
};

#endif  // CHAPTERS_02_THREADS_THREAD_H_

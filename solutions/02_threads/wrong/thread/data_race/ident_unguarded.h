// Wrong: ident() reads while the new thread may be writing.
#ifndef CHAPTERS_02_THREADS_THREAD_H_
#define CHAPTERS_02_THREADS_THREAD_H_

#include <atomic>
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
  virtual ~Thread() = default;
  Thread(const Thread&) = delete;
  Thread& operator=(const Thread&) = delete;

  virtual void Run() {
    if (target_) target_();
  }

  void Start() {
    ClaimStart();
    try {
      std::thread([self = shared_from_this()] { self->Live(); }).detach();
    } catch (...) {
      GiveStartBack();
      throw;
    }
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ident_.has_value(); });
  }

  void Join() { Join(Duration::max()); }

  bool Join(Duration duration) {
    std::unique_lock lock(mutex_);
    CheckJoin();
    const auto ended = [this] { return state_ == State::kEnded; };
    const auto now = std::chrono::steady_clock::now();
    const auto longest = std::chrono::steady_clock::time_point::max() - now;
    if (duration < longest) return changed_.wait_until(lock, now + duration, ended);
    changed_.wait(lock, ended);
    return true;
  }

  bool is_alive() const {
    std::lock_guard lock(mutex_);
    return state_ == State::kAlive;
  }

  std::string name() const {
    std::lock_guard lock(mutex_);
    return name_;
  }

  void set_name(std::string name) {
    std::lock_guard lock(mutex_);
    name_ = std::move(name);
  }

  std::optional<std::uint64_t> ident() const {
    return ident_;
  }

  std::exception_ptr exception() const {
    std::lock_guard lock(mutex_);
    return state_ == State::kEnded ? exception_ : nullptr;
  }

 private:
  // A claim keeps other Starts out while it is open whether a thread can be made at all.
  enum class State { kNew, kClaimed, kAlive, kEnded };

  [[noreturn]] static void Throw(std::errc code) {
    throw std::system_error(std::make_error_code(code));
  }

  void ClaimStart() {
    std::lock_guard lock(mutex_);
    if (state_ != State::kNew) Throw(std::errc::operation_not_permitted);
    state_ = State::kClaimed;
  }

  void GiveStartBack() {
    std::lock_guard lock(mutex_);
    state_ = State::kNew;
  }

  // The new thread, from its first step to its last.
  void Live() {
    Begin();
    try {
      Run();
    } catch (...) {
      exception_ = std::current_exception();
    }
    // The target may own a handle to this very object, which would then never be destroyed.
    target_ = nullptr;
    End();
  }

  void Begin() {
    std::lock_guard lock(mutex_);
    thread_ = std::this_thread::get_id();
    ident_ = NextIdent();
    state_ = State::kAlive;
    changed_.notify_all();
  }

  void End() {
    std::lock_guard lock(mutex_);
    state_ = State::kEnded;
    changed_.notify_all();
  }

  // With the mutex held. An ended thread's id may be the caller's by now: the state is asked first.
  void CheckJoin() const {
    if (state_ == State::kNew || state_ == State::kClaimed) Throw(std::errc::invalid_argument);
    const bool own = state_ == State::kAlive && thread_ == std::this_thread::get_id();
    if (own) Throw(std::errc::resource_deadlock_would_occur);
  }

  static std::uint64_t NextIdent() {
    static std::atomic<std::uint64_t> last{0};
    return ++last;
  }

  std::function<void()> target_;  // touched by the constructor, then by the thread alone
  std::exception_ptr exception_;  // written before the end, read after it

  mutable std::mutex mutex_;         // guards all that follows
  std::condition_variable changed_;  // ident_ was set, or state_ became kEnded
  State state_ = State::kNew;
  std::string name_;
  std::thread::id thread_;
  std::optional<std::uint64_t> ident_;
};

#endif  // CHAPTERS_02_THREADS_THREAD_H_

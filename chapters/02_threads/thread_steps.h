// The Thread of exercise 1, cut into its steps. Given, complete; for exercises 2 and 3.
//
// Those exercises put something between the steps, so they derive their Thread from this class and
// write Start and the body of the new thread themselves, as a sequence of these steps:
//
//     in Start                                     in the new thread
//     ClaimStart();
//     MakeThread(body);      or GiveStartBack()    Begin();
//     WaitForBegin();                              RunAndKeepException();
//                                                  End();
//
// Thread safety: the public functions are as in exercise 1. What they say of the end counts from
// End() on, which publishes all that the thread did before.
#ifndef CHAPTERS_02_THREADS_THREAD_STEPS_H_
#define CHAPTERS_02_THREADS_THREAD_STEPS_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

using Duration = std::chrono::nanoseconds;

class ThreadSteps {
 public:
  explicit ThreadSteps(std::function<void()> target = {}, std::string name = {})
      : target_(std::move(target)), name_(std::move(name)) {}
  virtual ~ThreadSteps() = default;
  ThreadSteps(const ThreadSteps&) = delete;
  ThreadSteps& operator=(const ThreadSteps&) = delete;

  // As in exercise 1.
  virtual void Run() {
    if (target_) target_();
  }

  // As in exercise 1. An adopted thread can't be joined, not even after its end: invalid_argument.
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

  // As in exercise 1, each of them.
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
    name_.swap(name);
  }
  std::optional<std::uint64_t> ident() const {
    std::lock_guard lock(mutex_);
    return ident_;
  }
  std::exception_ptr exception() const {
    std::lock_guard lock(mutex_);
    return state_ == State::kEnded ? exception_ : nullptr;
  }

 protected:
  // The first step of Start. Throws operation_not_permitted if the start is claimed already.
  void ClaimStart() {
    std::lock_guard lock(mutex_);
    if (state_ != State::kNew) Throw(std::errc::operation_not_permitted);
    state_ = State::kClaimed;
  }

  // Takes the claim back when no thread could be made: Start may be called again.
  void GiveStartBack() {
    std::lock_guard lock(mutex_);
    state_ = State::kNew;
  }

  // Calls `body` in a new, detached thread and destroys it there. Throws std::system_error with
  // resource_unavailable_try_again if there can be none.
  static void MakeThread(std::function<void()> body) {
    std::thread([body = std::move(body)] { body(); }).detach();
  }

  // Called by the new thread: from now on it has an ident and is alive.
  void Begin() {
    std::lock_guard lock(mutex_);
    thread_ = std::this_thread::get_id();
    ident_ = NextIdent();
    state_ = State::kAlive;
    changed_.notify_all();
  }

  // The last step of Start: waits until the new thread has passed Begin().
  void WaitForBegin() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ident_.has_value(); });
  }

  // Calls Run, keeps what it throws, and destroys the target.
  void RunAndKeepException() {
    try {
      Run();
    } catch (...) {
      exception_ = std::current_exception();  // nobody reads it before End()
    }
    target_ = nullptr;
  }

  // The end: is_alive() turns false and Join returns.
  void End() {
    std::lock_guard lock(mutex_);
    state_ = State::kEnded;
    changed_.notify_all();
  }

  // Makes a new object stand for the calling thread, which nobody started: it is alive at once, has
  // an ident, and can be neither started nor joined. Of the steps only End() may follow.
  void AdoptCallingThread() {
    adopted_ = true;
    Begin();
  }

 private:
  enum class State { kNew, kClaimed, kAlive, kEnded };

  [[noreturn]] static void Throw(std::errc code) {
    throw std::system_error(std::make_error_code(code));
  }

  static std::uint64_t NextIdent() {
    static std::atomic<std::uint64_t> last{0};
    return ++last;
  }

  // With the mutex held. An ended thread's id may be another's by now, so the end is asked first.
  void CheckJoin() const {
    const bool started = state_ == State::kAlive || state_ == State::kEnded;
    if (!started || adopted_) Throw(std::errc::invalid_argument);
    const bool own = state_ == State::kAlive && thread_ == std::this_thread::get_id();
    if (own) Throw(std::errc::resource_deadlock_would_occur);
  }

  std::function<void()> target_;  // touched by the constructor and by the thread itself
  std::exception_ptr exception_;  // written before the end, read after it
  bool adopted_ = false;          // written before others know the object

  mutable std::mutex mutex_;         // guards all that follows
  std::condition_variable changed_;  // ident_ was set, or state_ became kEnded
  State state_ = State::kNew;
  std::string name_;
  std::thread::id thread_;
  std::optional<std::uint64_t> ident_;
};

#endif  // CHAPTERS_02_THREADS_THREAD_STEPS_H_

// The system's own threads: a detached one that is handed its object on the heap, a mutex and a
// condition variable that goes by the monotonic clock.
#ifndef CHAPTERS_02_THREADS_THREAD_H_
#define CHAPTERS_02_THREADS_THREAD_H_

#include <errno.h>
#include <pthread.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

using Duration = std::chrono::nanoseconds;

class Thread : public std::enable_shared_from_this<Thread> {
 public:
  explicit Thread(std::function<void()> target = {}, std::string name = {})
      : target_(std::move(target)), name_(std::move(name)) {
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&changed_, &attributes);
    pthread_condattr_destroy(&attributes);
  }
  virtual ~Thread() {
    pthread_cond_destroy(&changed_);
    pthread_mutex_destroy(&mutex_);
  }
  Thread(const Thread&) = delete;
  Thread& operator=(const Thread&) = delete;

  virtual void Run() {
    if (target_) target_();
  }

  void Start() {
    {
      Locked locked(*this);
      if (state_ != kNew) Throw(EPERM);
      state_ = kStarting;
    }
    Make();
    Locked locked(*this);
    while (ident_ == 0) pthread_cond_wait(&changed_, &mutex_);
  }

  void Join() { Join(Duration::max()); }

  bool Join(Duration duration) {
    timespec deadline;
    clock_gettime(CLOCK_MONOTONIC, &deadline);
    const auto wait = std::clamp<Duration>(duration, Duration::zero(), std::chrono::hours(1 << 20));
    const std::int64_t nanoseconds = deadline.tv_nsec + wait.count() % 1'000'000'000;
    deadline.tv_sec += wait.count() / 1'000'000'000 + nanoseconds / 1'000'000'000;
    deadline.tv_nsec = nanoseconds % 1'000'000'000;
    Locked locked(*this);
    if (state_ == kNew || state_ == kStarting) Throw(EINVAL);
    if (state_ == kAlive && pthread_equal(thread_, pthread_self()) != 0) Throw(EDEADLK);
    while (state_ != kEnded) {
      if (pthread_cond_timedwait(&changed_, &mutex_, &deadline) == ETIMEDOUT) break;
    }
    return state_ == kEnded;
  }

  bool is_alive() const {
    Locked locked(*this);
    return state_ == kAlive;
  }

  std::string name() const {
    Locked locked(*this);
    return name_;
  }

  void set_name(std::string name) {
    Locked locked(*this);
    name_.swap(name);
  }

  std::optional<std::uint64_t> ident() const {
    Locked locked(*this);
    return ident_ == 0 ? std::nullopt : std::optional(ident_);
  }

  std::exception_ptr exception() const {
    Locked locked(*this);
    return error_;
  }

 private:
  enum State { kNew, kStarting, kAlive, kEnded };

  class Locked {
   public:
    explicit Locked(const Thread& thread) : mutex_(thread.mutex_) { pthread_mutex_lock(&mutex_); }
    ~Locked() { pthread_mutex_unlock(&mutex_); }
    Locked(const Locked&) = delete;

   private:
    pthread_mutex_t& mutex_;
  };

  [[noreturn]] static void Throw(int error) {
    throw std::system_error(error, std::system_category());
  }

  void Make() {
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    auto self = std::make_unique<std::shared_ptr<Thread>>(shared_from_this());
    pthread_t thread;
    const int error = pthread_create(&thread, &attributes, Body, self.get());
    pthread_attr_destroy(&attributes);
    if (error == 0) return static_cast<void>(self.release());  // it is the thread's now
    Locked locked(*this);
    state_ = kNew;
    Throw(error);
  }

  static void* Body(void* handed_over) {
    const std::unique_ptr<std::shared_ptr<Thread>> self(
        static_cast<std::shared_ptr<Thread>*>(handed_over));
    (*self)->Live();
    return nullptr;
  }

  void Live() {
    {
      static std::uint64_t last_ident = 0;
      static pthread_mutex_t ident_mutex = PTHREAD_MUTEX_INITIALIZER;
      Locked locked(*this);
      pthread_mutex_lock(&ident_mutex);
      ident_ = ++last_ident;
      pthread_mutex_unlock(&ident_mutex);
      thread_ = pthread_self();
      state_ = kAlive;
      pthread_cond_broadcast(&changed_);
    }
    std::exception_ptr error;
    try {
      Run();
    } catch (...) {
      error = std::current_exception();
    }
    target_ = {};
    Locked locked(*this);
    error_ = std::move(error);
    state_ = kEnded;
    pthread_cond_broadcast(&changed_);
  }

  std::function<void()> target_;
  mutable pthread_mutex_t mutex_ = PTHREAD_MUTEX_INITIALIZER;  // guards all that follows
  pthread_cond_t changed_;
  State state_ = kNew;
  pthread_t thread_;
  std::uint64_t ident_ = 0;
  std::exception_ptr error_;
  std::string name_;
};

#endif  // CHAPTERS_02_THREADS_THREAD_H_

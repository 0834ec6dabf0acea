// Wrong: the list keeps those who have ended, and passes them over.
#ifndef CHAPTERS_02_THREADS_DAEMON_THREADS_H_
#define CHAPTERS_02_THREADS_DAEMON_THREADS_H_

#include <unistd.h>

#include <cstdio>
#include <exception>
#include <functional>
#include <iostream>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "thread_steps.h"

class Thread;

struct AliveNonDaemons {
  std::mutex mutex;
  std::vector<std::shared_ptr<Thread>> threads;  // guarded by mutex
};
inline AliveNonDaemons& alive_non_daemons = *new AliveNonDaemons;

// Null in main and in threads that `Thread` did not make.
inline thread_local Thread* own_thread = nullptr;
inline thread_local bool is_main = false;
inline const bool main_is_known = is_main = true;

class Thread : public ThreadSteps, public std::enable_shared_from_this<Thread> {
 public:
  explicit Thread(std::function<void()> target = {}, std::string name = {},
                  std::optional<bool> daemon = {})
      : ThreadSteps(std::move(target), std::move(name)), daemon_(daemon.value_or(Inherited())) {}

  bool daemon() const {
    std::lock_guard lock(flag_mutex_);
    return daemon_;
  }

  void set_daemon(bool daemon) {
    std::lock_guard lock(flag_mutex_);
    if (fixed_) throw std::system_error(std::make_error_code(std::errc::operation_not_permitted));
    daemon_ = daemon;
  }

  void Start() {
    ClaimStart();
    FixFlag(true);
    try {
      MakeThread([self = shared_from_this()] { self->Live(); });
    } catch (...) {
      FixFlag(false);
      GiveStartBack();
      throw;
    }
    WaitForBegin();
  }

 private:
  static bool Inherited() { return own_thread != nullptr ? own_thread->daemon() : !is_main; }

  void FixFlag(bool fixed) {
    std::lock_guard lock(flag_mutex_);
    fixed_ = fixed;
  }

  void Live() {
    own_thread = this;
    BeginAndEnter();
    RunAndKeepException();
    End();
    own_thread = nullptr;
  }

  // In one step: whom the list holds can be joined, and who is alive is in the list.
  void BeginAndEnter() {
    std::lock_guard lock(alive_non_daemons.mutex);
    Begin();
    if (!daemon()) alive_non_daemons.threads.push_back(shared_from_this());
  }

  mutable std::mutex flag_mutex_;
  bool daemon_;         // guarded by flag_mutex_
  bool fixed_ = false;  // guarded by flag_mutex_
};

inline void WaitForNonDaemons() {
  for (;;) {
    std::vector<std::shared_ptr<Thread>> others;
    {
      std::lock_guard lock(alive_non_daemons.mutex);
      others = alive_non_daemons.threads;
    }
    std::erase_if(others, [](const auto& each) { return each.get() == own_thread || !each->is_alive(); });
    if (others.empty()) return;
    for (const auto& each : others) each->Join();
  }
}

[[noreturn]] inline void RunProgram(const std::function<int()>& program) {
  int code;
  try {
    code = program();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "ended by an exception: %s\n", error.what());
    code = 1;
  } catch (...) {
    std::fprintf(stderr, "ended by an exception\n");
    code = 1;
  }
  WaitForNonDaemons();
  std::cout << std::flush;
  std::cerr << std::flush;
  std::clog << std::flush;
  std::fflush(nullptr);
  _exit(code);
}

#endif  // CHAPTERS_02_THREADS_DAEMON_THREADS_H_

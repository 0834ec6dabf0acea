// Wrong: each thread counts its own children, and main waits only for its own.
#ifndef CHAPTERS_02_THREADS_DAEMON_THREADS_H_
#define CHAPTERS_02_THREADS_DAEMON_THREADS_H_

#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <exception>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "thread_steps.h"

enum class Kind { kForeign, kMain, kDaemon, kNonDaemon };
inline thread_local Kind own_kind = Kind::kForeign;
inline const Kind kind_of_main = own_kind = Kind::kMain;

// Non-daemons that were started and have not ended.
inline thread_local std::shared_ptr<std::atomic<int>> own_children =
    std::make_shared<std::atomic<int>>(0);

class Thread : public ThreadSteps, public std::enable_shared_from_this<Thread> {
 public:
  explicit Thread(std::function<void()> target = {}, std::string name = {},
                  std::optional<bool> daemon = {})
      : ThreadSteps(std::move(target), std::move(name)),
        flag_(daemon.value_or(own_kind == Kind::kForeign || own_kind == Kind::kDaemon) ? kDaemon
                                                                                       : 0) {}

  bool daemon() const { return (flag_ & kDaemon) != 0; }

  void set_daemon(bool daemon) {
    int old = flag_;
    do {
      if ((old & kFixed) != 0) {
        throw std::system_error(std::make_error_code(std::errc::operation_not_permitted));
      }
    } while (!flag_.compare_exchange_weak(old, daemon ? kDaemon : 0));
  }

  void Start() {
    ClaimStart();
    const bool counts = (flag_.fetch_or(kFixed) & kDaemon) == 0;
    const auto count = own_children;
    if (counts) ++*count;
    try {
      MakeThread([self = shared_from_this(), counts, count] { self->Live(counts, *count); });
    } catch (...) {
      if (counts) CountOut(*count);
      flag_ &= ~kFixed;
      GiveStartBack();
      throw;
    }
    WaitForBegin();
  }

 private:
  static constexpr int kDaemon = 1, kFixed = 2;

  static void CountOut(std::atomic<int>& count) {
    --count;
    count.notify_all();
  }

  void Live(bool counts, std::atomic<int>& count) {
    own_kind = counts ? Kind::kNonDaemon : Kind::kDaemon;
    Begin();
    RunAndKeepException();
    End();
    if (!counts) return;
    own_kind = Kind::kForeign;
    CountOut(count);
  }

  std::atomic<int> flag_;  // of kDaemon and kFixed
};

inline void WaitForNonDaemons() {
  for (int others; (others = *own_children) != 0;) own_children->wait(others);
}

[[noreturn]] inline void RunProgram(const std::function<int()>& program) {
  int code = 1;
  const auto complain = [](const char* what) { std::cerr << "uncaught: " << what << std::endl; };
  try {
    code = program();
  } catch (const std::exception& error) {
    complain(error.what());
  } catch (...) {
    complain("something unknown");
  }
  WaitForNonDaemons();
  std::cout.flush();
  std::clog.flush();
  std::cerr.flush();
  std::fflush(nullptr);
  _exit(code);
}

#endif  // CHAPTERS_02_THREADS_DAEMON_THREADS_H_

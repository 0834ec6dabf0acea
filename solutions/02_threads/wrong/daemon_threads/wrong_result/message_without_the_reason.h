// Wrong: does not say what the exception said.
#ifndef CHAPTERS_02_THREADS_DAEMON_THREADS_H_
#define CHAPTERS_02_THREADS_DAEMON_THREADS_H_

#include <unistd.h>

#include <condition_variable>
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

#include "thread_steps.h"

// What each thread knows about itself. A thread that `Thread` did not make is a daemon.
struct OwnKind {
  bool daemon = true;
  bool counted = false;  // among those that WaitForNonDaemons waits for
};
inline thread_local OwnKind own_kind;

// The static initialisers are run by the main thread.
inline const bool main_is_no_daemon = [] {
  own_kind.daemon = false;
  return true;
}();

struct NonDaemons {
  std::mutex mutex;
  std::condition_variable fewer;
  int alive = 0;  // guarded by mutex
};
// Never destroyed: daemons may be using it when the process ends.
inline NonDaemons& non_daemons = *new NonDaemons;

class Thread : public ThreadSteps, public std::enable_shared_from_this<Thread> {
 public:
  explicit Thread(std::function<void()> target = {}, std::string name = {},
                  std::optional<bool> daemon = {})
      : ThreadSteps(std::move(target), std::move(name)),
        daemon_(daemon.value_or(own_kind.daemon)) {}

  bool daemon() const {
    std::lock_guard lock(non_daemons.mutex);
    return daemon_;
  }

  void set_daemon(bool daemon) {
    std::lock_guard lock(non_daemons.mutex);
    if (started_) throw std::system_error(std::make_error_code(std::errc::operation_not_permitted));
    daemon_ = daemon;
  }

  void Start() {
    ClaimStart();
    CountIn();
    try {
      MakeThread([self = shared_from_this()] { self->Live(); });
    } catch (...) {
      CountOut(/*started=*/false);
      GiveStartBack();
      throw;
    }
    WaitForBegin();
  }

 private:
  void CountIn() {
    std::lock_guard lock(non_daemons.mutex);
    started_ = true;
    if (!daemon_) ++non_daemons.alive;
  }

  // Each waiter wants another number, 0 or 1: all of them are woken.
  void CountOut(bool started) {
    std::lock_guard lock(non_daemons.mutex);
    started_ = started;
    if (daemon_) return;
    --non_daemons.alive;
    non_daemons.fewer.notify_all();
  }

  void Live() {
    own_kind = {daemon_, !daemon_};  // fixed since CountIn
    Begin();
    RunAndKeepException();
    End();  // first: whoever has waited finds that it is not alive
    own_kind.counted = false;
    CountOut(/*started=*/true);
  }

  // Both guarded by non_daemons.mutex. Start fixes the flag.
  bool daemon_;
  bool started_ = false;
};

inline void WaitForNonDaemons() {
  const int caller = own_kind.counted ? 1 : 0;
  std::unique_lock lock(non_daemons.mutex);
  non_daemons.fewer.wait(lock, [caller] { return non_daemons.alive == caller; });
}

[[noreturn]] inline void RunProgram(const std::function<int()>& program) {
  int code = 1;
  try {
    code = program();
  } catch (const std::exception&) {
    std::cerr << "the program threw an exception" << '\n';
  } catch (...) {
    std::cerr << "the program threw something that is no std::exception\n";
  }
  WaitForNonDaemons();
  for (std::ostream* stream : {&std::cout, &std::cerr, &std::clog}) stream->flush();
  std::fflush(nullptr);  // the streams of C
  _exit(code);
}

#endif  // CHAPTERS_02_THREADS_DAEMON_THREADS_H_

// Letting the GIL go around work that blocks, and taking it from any thread, as
// Py_BEGIN_ALLOW_THREADS and PyGILState_Ensure.
//
// Thread safety: every method may be called by any thread. A guard belongs to the thread that made
// it: guards end there, the last one made ends first.
#ifndef CHAPTERS_03_GIL_ALLOW_THREADS_H_
#define CHAPTERS_03_GIL_ALLOW_THREADS_H_

#include <cerrno>
#include <cstddef>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "gil.h"

enum class GilState { kLocked, kUnlocked };

// Whether a thread holds the GIL, the GIL itself can tell. All that the runtime keeps is how many
// Ensures of each thread are open: that is its thread state.
class Runtime {
 public:
  explicit Runtime(Gil& gil) : gil_(gil) {}
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;

  GilState Ensure() {
    const bool held = gil_.held_by_current_thread();
    CountUp();  // first: if there is no memory for it, nothing has happened
    if (!held) gil_.Acquire();
    return held ? GilState::kLocked : GilState::kUnlocked;
  }

  void Release(GilState before) {
    CountDown();
    if (before == GilState::kUnlocked) gil_.Release();
  }

  std::size_t thread_states() const {
    const std::lock_guard lock(mutex_);
    return open_ensures_.size();
  }

 private:
  friend class AllowThreads;

  void CountUp() {
    const std::lock_guard lock(mutex_);
    ++open_ensures_[std::this_thread::get_id()];
  }

  void CountDown() {
    const std::lock_guard lock(mutex_);
    const auto state = open_ensures_.find(std::this_thread::get_id());
    if (state == open_ensures_.end()) throw std::logic_error("Release without an open Ensure");
    if (--state->second == 0) open_ensures_.erase(state);
  }

  Gil& gil_;
  // Not the GIL guards the table, since thread_states() is called without it. Nobody waits for the
  // GIL with this mutex held.
  mutable std::mutex mutex_;
  std::map<std::thread::id, int> open_ensures_;  // guarded by mutex_
};

class GilGuard {
 public:
  explicit GilGuard(Runtime& runtime) : runtime_(runtime), before_(runtime.Ensure()) {}
  ~GilGuard() { runtime_.Release(before_); }
  GilGuard(const GilGuard&) = delete;
  GilGuard& operator=(const GilGuard&) = delete;

 private:
  Runtime& runtime_;
  const GilState before_;
};

class AllowThreads {
 public:
  // Gil::Release throws what is promised here, if the caller does not hold it.
  explicit AllowThreads(Runtime& runtime) : gil_(runtime.gil_) { gil_.Release(); }

  ~AllowThreads() {
    const int of_the_scope = errno;  // what the blocking call said; waiting may overwrite it
    gil_.Acquire();
    errno = of_the_scope;
  }
  AllowThreads(const AllowThreads&) = delete;
  AllowThreads& operator=(const AllowThreads&) = delete;

 private:
  Gil& gil_;
};

#endif  // CHAPTERS_03_GIL_ALLOW_THREADS_H_

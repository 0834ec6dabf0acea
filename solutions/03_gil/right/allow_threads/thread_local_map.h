// Right: each thread keeps its own states, by runtime, in a thread_local map that needs no lock.
// Only the number of them is shared, and atomic.
#ifndef CHAPTERS_03_GIL_ALLOW_THREADS_H_
#define CHAPTERS_03_GIL_ALLOW_THREADS_H_

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <stdexcept>
#include <unordered_map>

#include "gil.h"

enum class GilState { kLocked, kUnlocked };

class Runtime {
 public:
  explicit Runtime(Gil& gil) : gil_(gil) {}
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;

  GilState Ensure() {
    const bool held = gil_.held_by_current_thread();
    int& depth = Depths()[this];
    if (depth == 0) states_.fetch_add(1);
    ++depth;
    if (held) return GilState::kLocked;
    gil_.Acquire();
    return GilState::kUnlocked;
  }

  void Release(GilState found) {
    auto& depths = Depths();
    const auto mine = depths.find(this);
    if (mine == depths.end()) throw std::logic_error("this thread is in no Ensure of this runtime");
    if (--mine->second == 0) {
      depths.erase(mine);
      states_.fetch_sub(1);
    }
    if (found == GilState::kUnlocked) gil_.Release();
  }

  std::size_t thread_states() const { return states_.load(); }

  Gil& gil() { return gil_; }

 private:
  // An entry is there for as long as its depth is not 0, so none outlives its runtime's use.
  static std::unordered_map<const Runtime*, int>& Depths() {
    thread_local std::unordered_map<const Runtime*, int> depths;
    return depths;
  }

  Gil& gil_;
  std::atomic<std::size_t> states_{0};
};

class GilGuard {
 public:
  explicit GilGuard(Runtime& runtime) : runtime_(runtime), found_(runtime.Ensure()) {}
  ~GilGuard() { runtime_.Release(found_); }
  GilGuard(const GilGuard&) = delete;
  GilGuard& operator=(const GilGuard&) = delete;

 private:
  Runtime& runtime_;
  GilState found_;
};

class AllowThreads {
 public:
  explicit AllowThreads(Runtime& runtime) : gil_(runtime.gil()) { gil_.Release(); }
  ~AllowThreads() {
    const int kept = errno;
    gil_.Acquire();
    errno = kept;
  }
  AllowThreads(const AllowThreads&) = delete;
  AllowThreads& operator=(const AllowThreads&) = delete;

 private:
  Gil& gil_;
};

#endif  // CHAPTERS_03_GIL_ALLOW_THREADS_H_

// Right: a state is an object of its own, as CPython's PyThreadState, in a list that a mutex
// guards. It remembers the open Ensures as a stack, and the memory is given back with the last of
// them.
#ifndef CHAPTERS_03_GIL_ALLOW_THREADS_H_
#define CHAPTERS_03_GIL_ALLOW_THREADS_H_

#include <cerrno>
#include <cstddef>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <vector>

#include "gil.h"

enum class GilState { kLocked, kUnlocked };

class Runtime {
 public:
  explicit Runtime(Gil& gil) : gil_(&gil) {}
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;

  GilState Ensure() {
    const GilState answer =
        gil_->held_by_current_thread() ? GilState::kLocked : GilState::kUnlocked;
    if (answer == GilState::kUnlocked) gil_->Acquire();
    State* state = Mine();
    if (state == nullptr) state = Add();
    state->answers.push_back(answer);  // by this thread only
    return answer;
  }

  void Release(GilState) {
    State* const state = Mine();
    if (state == nullptr) throw std::logic_error("no Ensure is open");
    const GilState answer = state->answers.back();
    state->answers.pop_back();
    if (state->answers.empty()) Remove(state);
    if (answer == GilState::kUnlocked) gil_->Release();
  }

  std::size_t thread_states() const {
    std::lock_guard lock(mutex_);
    return states_.size();
  }

 private:
  friend class AllowThreads;

  struct State {
    std::thread::id thread;
    std::vector<GilState> answers;
  };

  State* Mine() {
    std::lock_guard lock(mutex_);
    for (const auto& state : states_) {
      if (state->thread == std::this_thread::get_id()) return state.get();
    }
    return nullptr;
  }

  State* Add() {
    std::lock_guard lock(mutex_);
    states_.push_back(std::make_unique<State>());
    states_.back()->thread = std::this_thread::get_id();
    return states_.back().get();
  }

  void Remove(State* gone) {
    std::lock_guard lock(mutex_);
    std::erase_if(states_, [&](const auto& state) { return state.get() == gone; });
  }

  Gil* const gil_;
  mutable std::mutex mutex_;
  std::vector<std::unique_ptr<State>> states_;  // guarded by mutex_
};

class GilGuard {
 public:
  explicit GilGuard(Runtime& runtime) : runtime_(runtime) { answer_ = runtime_.Ensure(); }
  ~GilGuard() { runtime_.Release(answer_); }
  GilGuard(const GilGuard&) = delete;
  GilGuard& operator=(const GilGuard&) = delete;

 private:
  Runtime& runtime_;
  GilState answer_;
};

class AllowThreads {
 public:
  explicit AllowThreads(Runtime& runtime) : runtime_(runtime) {
    if (!runtime.gil_->held_by_current_thread()) {
      throw std::system_error(std::make_error_code(std::errc::operation_not_permitted));
    }
    runtime.gil_->Release();
  }
  ~AllowThreads() {
    const int error = errno;
    runtime_.gil_->Acquire();
    errno = error;
  }
  AllowThreads(const AllowThreads&) = delete;
  AllowThreads& operator=(const AllowThreads&) = delete;

 private:
  Runtime& runtime_;
};

#endif  // CHAPTERS_03_GIL_ALLOW_THREADS_H_

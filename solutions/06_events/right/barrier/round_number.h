// Right: a condition and the number of the round. A waiter goes when the number has moved on, and
// finds the outcome of his round in a short list of those that failed.
#ifndef CHAPTERS_06_EVENTS_BARRIER_H_
#define CHAPTERS_06_EVENTS_BARRIER_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>

#include "condition.h"

struct BrokenBarrier : std::runtime_error {
  BrokenBarrier() : std::runtime_error("the barrier is broken") {}
};

class Barrier {
 public:
  explicit Barrier(int parties, std::function<void()> action = {},
                   std::optional<Duration> timeout = {})
      : parties_(parties), action_(std::move(action)), timeout_(timeout) {
    if (parties < 1) throw std::invalid_argument("a barrier needs at least one party");
  }

  int wait() { return wait(timeout_.value_or(Duration::max())); }

  int wait(Duration timeout) {
    std::unique_lock lock(changed_);
    if (broken_) throw BrokenBarrier();
    const std::uint64_t mine = filling_;
    const int index = arrived_++;
    if (arrived_ == parties_) {
      NextRound();  // the one that is filled from now on
      RunAction(lock, mine);
    } else {
      if (!changed_.wait_for(timeout, [&] { return filling_ != mine; })) Break();
      changed_.wait([&] { return acting_.count(mine) == 0; });
    }
    if (failed_.count(mine) != 0) throw BrokenBarrier();
    return index;
  }

  void reset() {
    std::lock_guard lock(changed_);
    FailRound();
    broken_ = false;
  }

  void abort() {
    std::lock_guard lock(changed_);
    Break();
  }

  int parties() const { return parties_; }

  int n_waiting() const {
    std::lock_guard lock(changed_);
    return arrived_;
  }

  bool broken() const {
    std::lock_guard lock(changed_);
    return broken_;
  }

 private:
  void RunAction(std::unique_lock<Condition<>>& lock, std::uint64_t round) {
    acting_.insert(round);
    lock.unlock();
    try {
      if (action_) action_();
    } catch (...) {
      lock.lock();
      acting_.erase(round);
      failed_.insert(round);
      Break();
      throw;
    }
    lock.lock();
    acting_.erase(round);
    changed_.notify_all();
  }

  void Break() {
    broken_ = true;
    FailRound();
  }

  void FailRound() {
    if (arrived_ > 0) failed_.insert(filling_);
    NextRound();
  }

  void NextRound() {
    ++filling_;
    arrived_ = 0;
    changed_.notify_all();
  }

  const int parties_;
  const std::function<void()> action_;
  const std::optional<Duration> timeout_;

  mutable Condition<> changed_;  // its lock guards what follows
  std::uint64_t filling_ = 0;    // the round that is being filled
  int arrived_ = 0;              // in that round
  bool broken_ = false;
  std::set<std::uint64_t> acting_;  // full rounds whose action is running
  std::set<std::uint64_t> failed_;  // grows with the number of failures, not of rounds
};

#endif  // CHAPTERS_06_EVENTS_BARRIER_H_

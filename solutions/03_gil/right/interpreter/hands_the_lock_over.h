// Right: locks are guarded by the GIL itself. A waiter leaves a note in the lock's queue, lets the
// GIL go and sleeps on a semaphore of its own; whoever unlocks hands the lock to the first in the
// queue.
#ifndef CHAPTERS_03_GIL_INTERPRETER_H_
#define CHAPTERS_03_GIL_INTERPRETER_H_

#include <chrono>
#include <cstdint>
#include <deque>
#include <semaphore>
#include <span>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <vector>

#include "bytecode.h"
#include "gil.h"

class Interpreter {
 public:
  Interpreter(Gil& gil, int globals, int locks) : gil_(gil) {
    if (globals < 0) throw std::invalid_argument("globals");
    if (locks < 0) throw std::invalid_argument("locks");
    globals_.assign(globals, 0);
    locks_.resize(locks);
  }
  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;

  void Run(std::span<const Instr> code) {
    Holding holding(gil_);
    std::vector<std::int64_t> stack;
    std::size_t at = 0;
    while (at != code.size() && Execute(code[at], stack, at, code.size())) {
      gil_.YieldIfRequested();
    }
  }

  std::int64_t global(int index) const {
    if (gil_.held_by_current_thread()) return globals_.at(Index(index, globals_.size()));
    Holding holding(gil_);
    return globals_.at(Index(index, globals_.size()));
  }

 private:
  struct Holding {
    explicit Holding(Gil& gil) : gil(gil) { gil.Acquire(); }
    ~Holding() { gil.Release(); }
    Gil& gil;
  };

  struct Lock {
    bool taken = false;
    std::deque<std::binary_semaphore*> queue;
  };

  static std::size_t Index(std::int64_t n, std::size_t size) {
    if (n < 0 || n >= static_cast<std::int64_t>(size)) throw std::invalid_argument("out of range");
    return static_cast<std::size_t>(n);
  }

  static std::int64_t Pop(std::vector<std::int64_t>& stack) {
    if (stack.empty()) throw std::invalid_argument("the stack is empty");
    const std::int64_t value = stack.back();
    stack.pop_back();
    return value;
  }

  // False: the program returns.
  bool Execute(const Instr& instr, std::vector<std::int64_t>& stack, std::size_t& at,
               std::size_t size) {
    Tick(instr);
    const auto [op, n] = instr;
    ++at;
    if (op == Op::kReturn) return false;
    if (op == Op::kConst) {
      stack.push_back(n);
    } else if (op == Op::kLoad) {
      stack.push_back(globals_[Index(n, globals_.size())]);
    } else if (op == Op::kStore) {
      const std::size_t index = Index(n, globals_.size());
      globals_[index] = Pop(stack);
    } else if (op == Op::kAdd || op == Op::kSub) {
      stack.push_back(Result(op, stack));
    } else if (op == Op::kJump || op == Op::kJumpIfNonZero) {
      const std::size_t target = Index(n, size + 1);
      if (op == Op::kJump || Pop(stack) != 0) at = target;
    } else if (op == Op::kLock) {
      Take(locks_[Index(n, locks_.size())]);
    } else if (op == Op::kUnlock) {
      Free(locks_[Index(n, locks_.size())]);
    } else if (op == Op::kSleep) {
      if (n < 0) throw std::invalid_argument("negative time");
      gil_.Release();
      std::this_thread::sleep_for(std::chrono::milliseconds(n));
      gil_.Acquire();
    } else {
      throw std::invalid_argument("no such instruction");
    }
    return true;
  }

  static std::int64_t Result(Op op, std::vector<std::int64_t>& stack) {
    const __int128 b = Pop(stack);
    const __int128 a = Pop(stack);
    const __int128 exact = op == Op::kAdd ? a + b : a - b;
    const auto result = static_cast<std::int64_t>(exact);
    if (result != exact) throw std::overflow_error("more than 64 bits");
    return result;
  }

  void Take(Lock& lock) {
    if (!lock.taken) {
      lock.taken = true;
      return;
    }
    std::binary_semaphore mine(0);
    lock.queue.push_back(&mine);
    gil_.Release();
    mine.acquire();  // the lock is ours as soon as this returns
    gil_.Acquire();
  }

  static void Free(Lock& lock) {
    if (!lock.taken) {
      throw std::system_error(std::make_error_code(std::errc::operation_not_permitted));
    }
    if (lock.queue.empty()) {
      lock.taken = false;
      return;
    }
    std::binary_semaphore* const next = lock.queue.front();
    lock.queue.pop_front();
    next->release();  // `taken` stays: it is handed over
  }

  Gil& gil_;
  std::vector<std::int64_t> globals_;
  std::vector<Lock> locks_;
};

inline Code SafeDecrement(int global, int lock) {
  return {{Op::kConst, -1}, {Op::kLock, lock},    {Op::kLoad, global},
          {Op::kAdd},       {Op::kStore, global}, {Op::kUnlock, lock}};
}

#endif  // CHAPTERS_03_GIL_INTERPRETER_H_

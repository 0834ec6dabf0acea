// Right: a table of handlers, one for each opcode, looks at the eval breaker before each
// instruction instead of after it, and has one condition for all locks, with notify_all.
#ifndef CHAPTERS_03_GIL_INTERPRETER_H_
#define CHAPTERS_03_GIL_INTERPRETER_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <mutex>
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
    if (globals < 0 || locks < 0) throw std::invalid_argument("negative");
    globals_.resize(globals);
    taken_.resize(locks);
  }
  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;

  void Run(std::span<const Instr> code) {
    gil_.Acquire();
    try {
      Frame frame{code, {}, 0};
      while (frame.at < frame.code.size()) {
        gil_.YieldIfRequested();
        Step(frame);
      }
    } catch (...) {
      gil_.Release();
      throw;
    }
    gil_.Release();
  }

  std::int64_t global(int index) const {
    Check(index >= 0 && static_cast<std::size_t>(index) < globals_.size());  // that never changes
    if (gil_.held_by_current_thread()) return globals_[index];
    gil_.Acquire();
    const std::int64_t value = globals_[index];
    gil_.Release();
    return value;
  }

 private:
  struct Frame {
    std::span<const Instr> code;
    std::vector<std::int64_t> stack;
    std::size_t at;
  };
  using Handler = void (Interpreter::*)(Frame&, std::int64_t);

  static void Check(bool right) {
    if (!right) throw std::invalid_argument("faulty instruction");
  }

  void Step(Frame& frame) {
    static constexpr Handler kHandlers[] = {
        &Interpreter::Const,  &Interpreter::Load,  &Interpreter::Store,         &Interpreter::Add,
        &Interpreter::Sub,    &Interpreter::Jump,  &Interpreter::JumpIfNonZero, &Interpreter::Lock,
        &Interpreter::Unlock, &Interpreter::Sleep, &Interpreter::Return};
    const Instr& instr = frame.code[frame.at];
    Tick(instr);
    const auto opcode = static_cast<std::size_t>(instr.op);
    Check(opcode < std::size(kHandlers));
    ++frame.at;
    (this->*kHandlers[opcode])(frame, instr.operand);
  }

  static std::int64_t Pop(Frame& frame) {
    Check(!frame.stack.empty());
    const std::int64_t top = frame.stack.back();
    frame.stack.pop_back();
    return top;
  }

  void Const(Frame& frame, std::int64_t n) { frame.stack.push_back(n); }

  void Load(Frame& frame, std::int64_t n) {
    Check(n >= 0 && n < std::ssize(globals_));
    frame.stack.push_back(globals_[n]);
  }

  void Store(Frame& frame, std::int64_t n) {
    Check(n >= 0 && n < std::ssize(globals_) && !frame.stack.empty());
    globals_[n] = Pop(frame);
  }

  void Add(Frame& frame, std::int64_t) {
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
    const std::int64_t b = Pop(frame), a = Pop(frame);
    if (b > 0 ? a > kMost - b : a < kLeast - b) throw std::overflow_error("ADD");
    frame.stack.push_back(a + b);
  }

  void Sub(Frame& frame, std::int64_t) {
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
    const std::int64_t b = Pop(frame), a = Pop(frame);
    if (b < 0 ? a > kMost + b : a < kLeast + b) throw std::overflow_error("SUB");
    frame.stack.push_back(a - b);
  }

  void Jump(Frame& frame, std::int64_t n) {
    Check(n >= 0 && n <= std::ssize(frame.code));
    frame.at = n;
  }

  void JumpIfNonZero(Frame& frame, std::int64_t n) {
    Check(n >= 0 && n <= std::ssize(frame.code));
    if (Pop(frame) != 0) frame.at = n;
  }

  void Lock(Frame&, std::int64_t n) {
    Check(n >= 0 && n < std::ssize(taken_));
    std::unique_lock guard(mutex_);
    if (!taken_[n]) {
      taken_[n] = true;
      return;
    }
    guard.unlock();
    gil_.Release();
    guard.lock();
    freed_.wait(guard, [&] { return !taken_[n]; });
    taken_[n] = true;
    guard.unlock();
    gil_.Acquire();
  }

  void Unlock(Frame&, std::int64_t n) {
    Check(n >= 0 && n < std::ssize(taken_));
    std::lock_guard guard(mutex_);
    if (!taken_[n]) throw std::system_error(EPERM, std::generic_category());
    taken_[n] = false;
    freed_.notify_all();
  }

  void Sleep(Frame&, std::int64_t n) {
    Check(n >= 0);
    gil_.Release();
    std::this_thread::sleep_for(std::chrono::milliseconds(n));
    gil_.Acquire();
  }

  void Return(Frame& frame, std::int64_t) { frame.at = frame.code.size(); }

  Gil& gil_;
  std::vector<std::int64_t> globals_;
  std::vector<char> taken_;
  std::mutex mutex_;
  std::condition_variable freed_;
};

inline Code SafeDecrement(int global, int lock) {
  Code code = Decrement(global);
  code.insert(code.begin(), {Op::kLock, lock});
  code.insert(code.end() - 1, {Op::kUnlock, lock});
  return code;
}

#endif  // CHAPTERS_03_GIL_INTERPRETER_H_

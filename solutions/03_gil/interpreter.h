// An interpreter whose threads take turns between instructions, and a program that is right
// nevertheless.
//
// Thread safety: every method may be called by any thread; many may be in Run at the same time.
// Whoever destroys the interpreter sees to it that nobody is.
#ifndef CHAPTERS_03_GIL_INTERPRETER_H_
#define CHAPTERS_03_GIL_INTERPRETER_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <vector>

#include "bytecode.h"
#include "gil.h"

class Interpreter {
 public:
  Interpreter(Gil& gil, int globals, int locks)
      : gil_(gil), globals_(Checked(globals)), locks_(Checked(locks)) {}
  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;

  void Run(std::span<const Instr> code) {
    const WithGil turn(gil_);  // lets go on return, and on every throw
    Frame frame{code.size()};
    while (frame.next < code.size()) {
      const Instr instr = code[frame.next++];
      Tick(instr);
      if (instr.op == Op::kReturn) return;
      Execute(instr, frame);
      gil_.YieldIfRequested();  // here and nowhere else: an instruction is indivisible
    }
  }

  std::int64_t global(int index) const {
    std::optional<WithGil> turn;
    if (!gil_.held_by_current_thread()) turn.emplace(gil_);
    return globals_[IndexIn(globals_, index)];
  }

 private:
  struct WithGil {
    explicit WithGil(Gil& gil) : gil(gil) { gil.Acquire(); }
    ~WithGil() { gil.Release(); }
    Gil& gil;
  };
  struct WithoutGil {
    explicit WithoutGil(Gil& gil) : gil(gil) { gil.Release(); }
    ~WithoutGil() { gil.Acquire(); }
    Gil& gil;
  };

  // What each Run has for itself.
  struct Frame {
    explicit Frame(std::size_t code_size) : size(code_size) {}
    std::int64_t Pop() {
      if (stack.empty()) throw std::invalid_argument("too few numbers on the stack");
      const std::int64_t top = stack.back();
      stack.pop_back();
      return top;
    }
    std::size_t Target(std::int64_t n) const {
      if (n < 0 || static_cast<std::uint64_t>(n) > size) throw std::invalid_argument("jump target");
      return static_cast<std::size_t>(n);
    }
    const std::size_t size;
    std::size_t next = 0;
    std::vector<std::int64_t> stack;
  };

  struct Lock {
    bool taken = false;  // guarded by mutex_
    std::condition_variable freed;
  };

  static std::size_t Checked(int count) {
    if (count < 0) throw std::invalid_argument("fewer than 0 globals or locks");
    return static_cast<std::size_t>(count);
  }

  template <class T>
  static std::size_t IndexIn(const std::vector<T>& all, std::int64_t n) {
    if (n < 0 || static_cast<std::uint64_t>(n) >= all.size()) {
      throw std::invalid_argument("no such global or lock");
    }
    return static_cast<std::size_t>(n);
  }

  // Whatever throws does so before it has changed a global or a lock.
  void Execute(const Instr& instr, Frame& frame) {
    const std::int64_t n = instr.operand;
    switch (instr.op) {
      case Op::kConst:
        return frame.stack.push_back(n);
      case Op::kLoad:
        return frame.stack.push_back(globals_[IndexIn(globals_, n)]);
      case Op::kStore: {
        std::int64_t& global = globals_[IndexIn(globals_, n)];
        global = frame.Pop();
        return;
      }
      case Op::kAdd:
      case Op::kSub:
        return Calculate(instr.op, frame);
      case Op::kJump:
        frame.next = frame.Target(n);
        return;
      case Op::kJumpIfNonZero: {
        const std::size_t target = frame.Target(n);
        if (frame.Pop() != 0) frame.next = target;
        return;
      }
      case Op::kLock:
        return Take(locks_[IndexIn(locks_, n)]);
      case Op::kUnlock:
        return Free(locks_[IndexIn(locks_, n)]);
      case Op::kSleep:
        return Sleep(n);
      case Op::kReturn:
        return;
    }
    throw std::invalid_argument("unknown opcode");
  }

  static void Calculate(Op op, Frame& frame) {
    const std::int64_t b = frame.Pop();
    const std::int64_t a = frame.Pop();
    std::int64_t result;
    const bool too_large = op == Op::kAdd ? __builtin_add_overflow(a, b, &result)
                                          : __builtin_sub_overflow(a, b, &result);
    if (too_large) throw std::overflow_error("beyond 64 bits");
    frame.stack.push_back(result);
  }

  void Take(Lock& lock) {
    if (TakeIfFree(lock)) return;
    // In this order: mutex_ is given back before the GIL is waited for. Who has the GIL may wait
    // for mutex_.
    const WithoutGil others_run(gil_);
    std::unique_lock guard(mutex_);
    lock.freed.wait(guard, [&] { return !lock.taken; });
    lock.taken = true;
  }

  bool TakeIfFree(Lock& lock) {
    const std::lock_guard guard(mutex_);
    if (lock.taken) return false;
    lock.taken = true;
    return true;
  }

  void Free(Lock& lock) {
    const std::lock_guard guard(mutex_);
    if (!lock.taken) {
      throw std::system_error(std::make_error_code(std::errc::operation_not_permitted), "unlock");
    }
    lock.taken = false;
    lock.freed.notify_one();
  }

  void Sleep(std::int64_t milliseconds) {
    if (milliseconds < 0) throw std::invalid_argument("sleeps for less than 0 ms");
    const WithoutGil others_run(gil_);
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
  }

  Gil& gil_;
  std::vector<std::int64_t> globals_;  // guarded by gil_
  std::vector<Lock> locks_;
  std::mutex mutex_;  // not the GIL: who waits for a lock has let that go
};

// From LOAD to STORE nobody else may come in.
inline Code SafeDecrement(int global, int lock) {
  return {
      {Op::kLock, lock},    {Op::kLoad, global}, {Op::kConst, 1}, {Op::kSub},
      {Op::kStore, global}, {Op::kUnlock, lock}, {Op::kReturn},
  };
}

#endif  // CHAPTERS_03_GIL_INTERPRETER_H_

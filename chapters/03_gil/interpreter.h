// Exercise 3: an interpreter whose threads take turns between instructions, and a program that is
// right nevertheless.
//
// Thread safety: every method may be called by any thread; many may be in Run at the same time.
// Whoever destroys the interpreter sees to it that nobody is.
#ifndef CHAPTERS_03_GIL_INTERPRETER_H_
#define CHAPTERS_03_GIL_INTERPRETER_H_

#include <cstdint>
#include <span>

#include "bytecode.h"  // given: Op, Instr, Code, Tick
#include "checker/testing/not_written_yet.h"
#include "gil.h"  // given: the reference

class Interpreter {
 public:
  // So many globals, all 0, and so many locks, all free, shared by all who Run. The GIL outlives
  // the interpreter. Fewer than 0 of either throws std::invalid_argument.
  Interpreter(Gil&, int /*globals*/, int /*locks*/) {
    // TODO: keep the GIL, make globals and locks.
  }
  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;

  // Takes the GIL, executes the program on an empty stack of its own, lets the GIL go. The caller
  // must not hold it (what Gil::Acquire throws then is thrown on). Ends at kReturn, or when it
  // comes to the end of the code, by itself or by a jump to code.size().
  //
  // Every instruction is one step to all other threads. Before its effect it calls Tick once, with
  // the GIL held (a faulty one may leave that out); between any two the GIL is handed on if that
  // was asked for. kSleep, and kLock on a taken lock, wait without the GIL, and hold it again when
  // the program goes on. Locks belong to no thread: kLock waits even if this program took the lock,
  // any program may kUnlock it, and what is locked at the end of Run stays locked.
  //
  // A faulty instruction throws when it is reached; the GIL is free then, globals and locks are as
  // before the instruction, and other programs go on. std::invalid_argument: an opcode that is none
  // of Op's, a global or lock that does not exist, a jump target outside 0 to code.size() (of a
  // kJumpIfNonZero: if it jumps or not), less than 0 ms of sleep, too few numbers on the stack.
  // std::overflow_error: a sum or difference beyond 64 bits. std::system_error
  // (operation_not_permitted): kUnlock of a free lock.
  void Run(std::span<const Instr>) {
    // TODO: take the GIL; fetch, tick, execute, look at the eval breaker; let the GIL go.
    checker::NotWrittenYet("A loop round a switch; where in it may another thread come in?");
  }

  // A global's value. Takes the GIL for the look, unless the caller holds it. One that does not
  // exist: std::invalid_argument.
  std::int64_t global(int) const {
    // TODO: read it with the GIL held.
    checker::NotWrittenYet("Other threads may be storing to it now.");
  }
};

// A program that takes 1 off the global so that no update is lost, however many threads run it with
// the same lock, whatever instructions that wait are put in between. It loads the global once and
// stores it once, has no jump, and leaves the lock free.
inline Code SafeDecrement(int /*global*/, int /*lock*/) {
  // TODO: the instructions.
  checker::NotWrittenYet("Which instructions of Decrement may nobody else come between?");
}

#endif  // CHAPTERS_03_GIL_INTERPRETER_H_

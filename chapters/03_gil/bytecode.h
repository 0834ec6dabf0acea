// The instructions of a very small Python, and what one of them costs.
//
// Given, complete. A program is a list of instructions that work on a stack of 64-bit numbers of
// its own, on globals and on locks; the latter two are shared by all threads.
//
// Thread safety: every function may be called by any thread.
#ifndef CHAPTERS_03_GIL_BYTECODE_H_
#define CHAPTERS_03_GIL_BYTECODE_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "checker/testing/note.h"

// What an instruction does; n is its operand. Pops come from the top of the stack.
enum class Op : std::uint8_t {
  kConst,          // pushes n
  kLoad,           // pushes global n
  kStore,          // pops into global n
  kAdd,            // pops b, then a; pushes a + b
  kSub,            // pops b, then a; pushes a - b
  kJump,           // goes on at instruction n, counted from 0
  kJumpIfNonZero,  // pops; goes on at instruction n unless that was 0
  kLock,           // takes lock n
  kUnlock,         // frees lock n, whoever took it
  kSleep,          // sleeps n milliseconds
  kReturn,         // ends the program
};

// The operand counts only where the list above names it.
struct Instr {
  Op op;
  std::int64_t operand = 0;
};

using Code = std::vector<Instr>;

// The instruction as a listing shows it: "LOAD g0", "CONST 1", "SUB", "JUMP 3", "LOCK l0".
inline std::string ToString(const Instr& instr) {
  const std::string n = std::to_string(instr.operand);
  switch (instr.op) {
    case Op::kConst:
      return "CONST " + n;
    case Op::kLoad:
      return "LOAD g" + n;
    case Op::kStore:
      return "STORE g" + n;
    case Op::kAdd:
      return "ADD";
    case Op::kSub:
      return "SUB";
    case Op::kJump:
      return "JUMP " + n;
    case Op::kJumpIfNonZero:
      return "JUMP_IF_NON_ZERO " + n;
    case Op::kLock:
      return "LOCK l" + n;
    case Op::kUnlock:
      return "UNLOCK l" + n;
    case Op::kSleep:
      return "SLEEP " + n;
    case Op::kReturn:
      return "RETURN";
  }
  return "opcode " + std::to_string(static_cast<int>(instr.op)) + "?";
}

// How long an instruction takes. Tests of the order of C++ steps set it to 0: while it is more, all
// other threads have gone on as far as they can whenever an instruction has its effect.
inline std::chrono::microseconds time_of_an_instruction{1};

// The time that one instruction takes: 1 us of the steady clock, at the least. Call it with the
// instruction that is about to be executed, while you hold the GIL: a replayed schedule then shows
// "runs LOAD g0" among the steps of C++.
inline void Tick(const Instr& about_to_run) {
  checker::Note(ToString(about_to_run).c_str());
  // A processor would compute for so long. Sleeping gives the same time to a virtual clock, which
  // stands still while somebody computes.
  std::this_thread::sleep_for(time_of_an_instruction);
}

// `num -= 1` without any lock, as Python compiles it; num is the global.
inline Code Decrement(int global) {
  return {
      {Op::kLoad, global}, {Op::kConst, 1}, {Op::kSub}, {Op::kStore, global}, {Op::kReturn},
  };
}

#endif  // CHAPTERS_03_GIL_BYTECODE_H_

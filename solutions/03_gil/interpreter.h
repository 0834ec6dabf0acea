// What a Interpreter is for, in one sentence.
//
// Thread safety: every method may be called by any thread.
#ifndef SOLUTIONS_03_GIL_INTERPRETER_H_
#define SOLUTIONS_03_GIL_INTERPRETER_H_

class Interpreter {
 public:
  void Run() {}
};

#endif  // SOLUTIONS_03_GIL_INTERPRETER_H_

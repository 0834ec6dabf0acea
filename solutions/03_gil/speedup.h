// What a Speedup is for, in one sentence.
//
// Thread safety: every method may be called by any thread.
#ifndef SOLUTIONS_03_GIL_SPEEDUP_H_
#define SOLUTIONS_03_GIL_SPEEDUP_H_

class Speedup {
 public:
  void Run() {}
};

#endif  // SOLUTIONS_03_GIL_SPEEDUP_H_

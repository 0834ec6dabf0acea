// What a Gil is for, in one sentence.
//
// Thread safety: every method may be called by any thread.
#ifndef SOLUTIONS_03_GIL_GIL_H_
#define SOLUTIONS_03_GIL_GIL_H_

class Gil {
 public:
  void Run() {}
};

#endif  // SOLUTIONS_03_GIL_GIL_H_

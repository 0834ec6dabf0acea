// What a Refcount is for, in one sentence.
//
// Thread safety: every method may be called by any thread.
#ifndef SOLUTIONS_03_GIL_REFCOUNT_H_
#define SOLUTIONS_03_GIL_REFCOUNT_H_

class Refcount {
 public:
  void Run() {}
};

#endif  // SOLUTIONS_03_GIL_REFCOUNT_H_

// What a AllowThreads is for, in one sentence.
//
// Thread safety: every method may be called by any thread.
#ifndef SOLUTIONS_03_GIL_ALLOW_THREADS_H_
#define SOLUTIONS_03_GIL_ALLOW_THREADS_H_

class AllowThreads {
 public:
  void Run() {}
};

#endif  // SOLUTIONS_03_GIL_ALLOW_THREADS_H_

// What a ParallelFor is for, in one sentence.
//
// Thread safety: every method may be called by any thread.
#ifndef SOLUTIONS_02_THREADS_PARALLEL_FOR_H_
#define SOLUTIONS_02_THREADS_PARALLEL_FOR_H_

class ParallelFor {
 public:
  void Run() {}
};

#endif  // SOLUTIONS_02_THREADS_PARALLEL_FOR_H_

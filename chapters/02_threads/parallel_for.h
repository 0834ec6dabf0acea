// What a ParallelFor is for, in one sentence.
//
// Thread safety: every method may be called by any thread.
#ifndef CHAPTERS_02_THREADS_PARALLEL_FOR_H_
#define CHAPTERS_02_THREADS_PARALLEL_FOR_H_

#include "checker/testing/not_written_yet.h"

class ParallelFor {
 public:
  // What a caller can rely on.
  // TODO: what is to be written here.
  void Run() { checker::NotWrittenYet("The question to begin with."); }
};

#endif  // CHAPTERS_02_THREADS_PARALLEL_FOR_H_

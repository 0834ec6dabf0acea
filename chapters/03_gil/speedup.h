// What a Speedup is for, in one sentence.
//
// Thread safety: every method may be called by any thread.
#ifndef CHAPTERS_03_GIL_SPEEDUP_H_
#define CHAPTERS_03_GIL_SPEEDUP_H_

#include "checker/testing/not_written_yet.h"

class Speedup {
 public:
  // What a caller can rely on.
  // TODO: what is to be written here.
  void Run() { checker::NotWrittenYet("The question to begin with."); }
};

#endif  // CHAPTERS_03_GIL_SPEEDUP_H_

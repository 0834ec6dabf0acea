// What a FreeThreadedDict is for, in one sentence.
//
// Thread safety: every method may be called by any thread.
#ifndef SOLUTIONS_03_GIL_FREE_THREADED_DICT_H_
#define SOLUTIONS_03_GIL_FREE_THREADED_DICT_H_

class FreeThreadedDict {
 public:
  void Run() {}
};

#endif  // SOLUTIONS_03_GIL_FREE_THREADED_DICT_H_

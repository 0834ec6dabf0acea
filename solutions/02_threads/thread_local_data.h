// What a ThreadLocalData is for, in one sentence.
//
// Thread safety: every method may be called by any thread.
#ifndef SOLUTIONS_02_THREADS_THREAD_LOCAL_DATA_H_
#define SOLUTIONS_02_THREADS_THREAD_LOCAL_DATA_H_

class ThreadLocalData {
 public:
  void Run() {}
};

#endif  // SOLUTIONS_02_THREADS_THREAD_LOCAL_DATA_H_

// What a Thread is for, in one sentence.
//
// Thread safety: every method may be called by any thread.
#ifndef SOLUTIONS_02_THREADS_THREAD_H_
#define SOLUTIONS_02_THREADS_THREAD_H_

class Thread {
 public:
  void Run() {}
};

#endif  // SOLUTIONS_02_THREADS_THREAD_H_

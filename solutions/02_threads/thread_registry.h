// What a ThreadRegistry is for, in one sentence.
//
// Thread safety: every method may be called by any thread.
#ifndef SOLUTIONS_02_THREADS_THREAD_REGISTRY_H_
#define SOLUTIONS_02_THREADS_THREAD_REGISTRY_H_

class ThreadRegistry {
 public:
  void Run() {}
};

#endif  // SOLUTIONS_02_THREADS_THREAD_REGISTRY_H_

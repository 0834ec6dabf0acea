// What a Timer is for, in one sentence.
//
// Thread safety: every method may be called by any thread.
#ifndef SOLUTIONS_02_THREADS_TIMER_H_
#define SOLUTIONS_02_THREADS_TIMER_H_

class Timer {
 public:
  void Run() {}
};

#endif  // SOLUTIONS_02_THREADS_TIMER_H_

// What a DaemonThreads is for, in one sentence.
//
// Thread safety: every method may be called by any thread.
#ifndef SOLUTIONS_02_THREADS_DAEMON_THREADS_H_
#define SOLUTIONS_02_THREADS_DAEMON_THREADS_H_

class DaemonThreads {
 public:
  void Run() {}
};

#endif  // SOLUTIONS_02_THREADS_DAEMON_THREADS_H_

// How the threads of a schedule are numbered in records. Those of the process that runs the test
// are 0, the test itself, then 1, 2 and so on in the order in which they began. A forked process
// has a range of its own, which begins with its first thread.
//
// Thread safety: pure functions. Usable without the heap and without exceptions.
#ifndef CHECKER_PROTOCOL_THREAD_NUMBER_H_
#define CHECKER_PROTOCOL_THREAD_NUMBER_H_

namespace protocol {

constexpr int kThreadsOfAProcess = 1'000'000;

// `process` is 0 for the one that runs the test, `thread` for the first of a process.
constexpr int ThreadNumber(int process, int thread) {
  return process * kThreadsOfAProcess + thread;
}
constexpr int ProcessOfThread(int number) { return number / kThreadsOfAProcess; }
constexpr int ThreadWithinProcess(int number) { return number % kThreadsOfAProcess; }

}  // namespace protocol

#endif  // CHECKER_PROTOCOL_THREAD_NUMBER_H_

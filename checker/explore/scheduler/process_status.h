// What the kernel knows of a process, whether or not it is a child of the calling one.
//
// Thread safety: every function may be called by any thread.
#ifndef CHECKER_EXPLORE_SCHEDULER_PROCESS_STATUS_H_
#define CHECKER_EXPLORE_SCHEDULER_PROCESS_STATUS_H_

#include <cstdint>

namespace explore {

// Whether it has ended, with all its threads. Its descriptors are closed then.
bool IsGone(int pid);

// Comes back when it has.
void AwaitGone(int pid);

// How it ended, as waitpid tells it; 0 if somebody has waited for it since.
int StatusOfGone(int pid);

// What becomes of a signal that is sent to it.
enum class Effect : std::uint8_t {
  kNone,  // it is ignored
  kEnd,   // the process ends
  kOther  // a function handles it, it is held back, or it stops the process
};
Effect EffectOf(int signal, int pid);

// Waits for a futex word in shared memory to change from 0, for a fiftieth of a second at the most.
void WaitForWord(const int& word);

}  // namespace explore

#endif  // CHECKER_EXPLORE_SCHEDULER_PROCESS_STATUS_H_

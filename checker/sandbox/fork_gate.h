// Makes every new process ask first. RLIMIT_NPROC does not bind root, and a process that merely
// looks on from time to time is outrun by a fork bomb; here fork waits for an answer. Threads of a
// process do not ask: ThreadSanitizer bounds them, and a test starts thousands in turn.
//
// Built on seccomp's user notification (Linux 5.5).
//
// Thread safety: none; each side is used by one thread.
#ifndef CHECKER_SANDBOX_FORK_GATE_H_
#define CHECKER_SANDBOX_FORK_GATE_H_

#include <functional>

#include "checker/sandbox/descriptor.h"

namespace checker {

class ForkGate {
 public:
  // REQUIRES: called before the process that is to be gated is forked.
  ForkGate();

  // In the process that is to be gated (and all its descendants), before exec. Where the kernel
  // can't do this, nothing happens.
  void Close();

  // In the watching process, once, after the fork. Waits until the other side has called Close.
  void Attach();

  // To poll for questions; -1 if there is no gate.
  int descriptor() const { return questions_.get(); }

  // Answers one question that is there: the fork goes on, or fails as with RLIMIT_NPROC.
  void Answer(const std::function<bool()>& may_fork);

 private:
  Descriptor gated_side_;
  Descriptor watching_side_;
  Descriptor questions_;
};

}  // namespace checker

#endif  // CHECKER_SANDBOX_FORK_GATE_H_

// How a task that waits for its turn is spoken to: by a futex word.
//
// Thread safety: Tell is called by whoever has the turn, about a task that waits.
#ifndef CHECKER_EXPLORE_STATE_TURN_H_
#define CHECKER_EXPLORE_STATE_TURN_H_

#include "checker/explore/base/raw.h"

namespace explore {

// All but kGo is done without having the turn.
enum TurnWord : int {
  kStay,
  kGo,
  kLook,      // see for others what the tasks of your process wait for, and answer
  kShowFork,  // tell ThreadSanitizer that a fork of your process comes after all you did; answer
  kTakeOver,  // the process that has the turn ends: hand the turn on when it is gone
  kEndJob,    // end the process with JobState::exit_code
};

inline void Tell(int& word, TurnWord what) {
  // Release, partner: the acquire load in WaitForTurn. After it the task may run, and the calling
  // one may not touch the arena any more, unless it waits for an answer.
  __atomic_store_n(&word, what, __ATOMIC_RELEASE);
  RawFutexWake(&word);
}

}  // namespace explore

#endif  // CHECKER_EXPLORE_STATE_TURN_H_

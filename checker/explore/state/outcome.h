// What went wrong in a schedule.
//
// Thread safety: plain data.
#ifndef CHECKER_EXPLORE_STATE_OUTCOME_H_
#define CHECKER_EXPLORE_STATE_OUTCOME_H_

#include "checker/explore/state/kept_stack.h"
#include "checker/protocol/finding_kind.h"
#include "checker/protocol/operation.h"

namespace explore {

using protocol::FindingKind;
using protocol::Operation;

struct Outcome {
  bool failed = false;  // then kind, message, file and line say how
  FindingKind kind = FindingKind::kWrongResult;
  bool race = false;          // ThreadSanitizer has reported
  bool of_whole_job = false;  // no single schedule shows it
  int line = 0;
  // What was left behind: the call that made it, and its stack.
  Operation left_by = Operation::kAllocate;
  KeptStack left_at;
  char file[256] = "";
  char message[2048] = "";

  bool bad() const { return failed || race; }
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_STATE_OUTCOME_H_

// What went wrong in a schedule.
//
// Thread safety: plain data.
#ifndef CHECKER_EXPLORE_STATE_OUTCOME_H_
#define CHECKER_EXPLORE_STATE_OUTCOME_H_

#include "checker/protocol/finding_kind.h"

namespace explore {

using protocol::FindingKind;

struct Outcome {
  bool failed = false;  // then kind, message, file and line say how
  FindingKind kind = FindingKind::kWrongResult;
  bool race = false;          // ThreadSanitizer has reported
  bool of_whole_job = false;  // no single schedule shows it
  int line = 0;
  int leak_depth = 0;  // the stack that allocated what was never freed
  void* leak_frames[8] = {};
  char file[256] = "";
  char message[2048] = "";

  bool bad() const { return failed || race; }
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_STATE_OUTCOME_H_

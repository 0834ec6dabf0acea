// What is told in the child of a fork; its arena is its own (intercept/process.cc).
#include "checker/explore/base/raw.h"
#include "checker/explore/report/report.h"

namespace explore {
namespace {

bool is_child = false;

}  // namespace

bool IsForkedChild() { return is_child; }

void BecomeForkedChild() { is_child = true; }

// A failure that the child has told ends the parent's schedule too.
void LeaveForkedChild(int code) {
  const bool failed = arena->schedule.outcome.bad();
  if (failed) {
    if (!arena->job.failure_written) ReportNotedFailure();
    Assign(*arena->job.child_outcome, arena->schedule.outcome);
  }
  for (;;) RawCall(SYS_exit_group, failed ? kExitChildFailed : code);
}

}  // namespace explore

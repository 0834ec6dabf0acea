// A replayed schedule for tests: two threads take two locks crosswise.
//
// Thread safety: pure functions.
#ifndef CHECKER_REPORT_SAMPLE_REPLAY_H_
#define CHECKER_REPORT_SAMPLE_REPLAY_H_

#include "checker/findings/annotated_trace.h"

namespace checker {

ReplayedSchedule SampleReplay();

}  // namespace checker

#endif  // CHECKER_REPORT_SAMPLE_REPLAY_H_

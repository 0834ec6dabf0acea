// The moment at which a failure became inevitable, as far as one schedule shows it.
//
// Thread safety: pure functions.
#ifndef CHECKER_REPORT_MOMENT_H_
#define CHECKER_REPORT_MOMENT_H_

#include <optional>
#include <vector>

#include "checker/findings/failure.h"
#include "checker/report/story.h"

namespace checker {

// A circle of threads that wait for each other is closed in fact when the last of the locks it is
// about was taken: after that each of them will ask for what another keeps. A wake-up is lost when
// the thread it was meant for goes to sleep after it. Of other failures one schedule shows only the
// last change of threads; a schedule that was shrunk needs that one.
//
// `steps` are the failure's steps in order; the result's index points into them.
std::optional<StoryMoment> MomentOf(const Failure& failure, const std::vector<TraceStep>& steps);

}  // namespace checker

#endif  // CHECKER_REPORT_MOMENT_H_

// The step from which on a failure was inevitable, as far as one schedule shows it.
//
// Thread safety: pure functions.
#ifndef CHECKER_FINDINGS_EXPLAIN_POINT_OF_NO_RETURN_H_
#define CHECKER_FINDINGS_EXPLAIN_POINT_OF_NO_RETURN_H_

#include <optional>
#include <vector>

#include "checker/findings/annotated_trace.h"
#include "checker/findings/failure.h"

namespace checker {

// A circle of threads that wait for each other is closed in fact when the last of the locks it is
// about was taken: after that each of them will ask for what another keeps. A wake-up is lost when
// the thread it was meant for goes to sleep after it. Of other failures one schedule shows only the
// last change of threads; a schedule that was shrunk needs that one.
//
// `steps` are the failure's steps in order; the result's index points into them.
std::optional<PointOfNoReturn> PointOfNoReturnIn(const Failure& failure,
                                                 const std::vector<AnnotatedStep>& steps);

}  // namespace checker

#endif  // CHECKER_FINDINGS_EXPLAIN_POINT_OF_NO_RETURN_H_

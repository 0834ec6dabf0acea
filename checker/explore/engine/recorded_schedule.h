// A schedule that has run, told by what it did otherwise than the default order.
//
// Thread safety: plain data.
#ifndef CHECKER_EXPLORE_ENGINE_RECORDED_SCHEDULE_H_
#define CHECKER_EXPLORE_ENGINE_RECORDED_SCHEDULE_H_

#include "checker/explore/state/deviation.h"
#include "checker/explore/state/plan.h"

namespace explore {

// Too large for a stack.
struct RecordedSchedule {
  Plan plan;
  int count = 0;
  Deviation deviations[kMaxDeviations];
};

}  // namespace explore

#endif  // CHECKER_EXPLORE_ENGINE_RECORDED_SCHEDULE_H_

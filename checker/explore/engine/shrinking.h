// Finds a short schedule that fails in the same way as a given one.
//
// Thread safety: runs alone in its process, as a job does.
#ifndef CHECKER_EXPLORE_ENGINE_SHRINKING_H_
#define CHECKER_EXPLORE_ENGINE_SHRINKING_H_

#include "checker/explore/engine/job.h"

namespace explore {

// Writes the record with the shortest failing token for options.shrink; returns the exit code.
int Shrink(Job& job);

}  // namespace explore

#endif  // CHECKER_EXPLORE_ENGINE_SHRINKING_H_

// Finds a short schedule that fails in the same way as a given one.
#ifndef CHECKER_EXPLORE_SHRINK_H_
#define CHECKER_EXPLORE_SHRINK_H_

#include "checker/explore/job.h"

namespace checker {

// Writes the record with the shortest failing token for options.shrink; returns the exit code.
int Shrink(Job& job);

}  // namespace checker

#endif  // CHECKER_EXPLORE_SHRINK_H_

// Finds a short schedule that fails in the same way as a given one.
#ifndef CHECKER_EXPLORE_SHRINK_H_
#define CHECKER_EXPLORE_SHRINK_H_

#include "checker/explore/driver.h"

namespace checker {

// Writes the record with the shortest failing token; returns the exit code.
int Shrink(Subject& subject, const char* token);

}  // namespace checker

#endif  // CHECKER_EXPLORE_SHRINK_H_

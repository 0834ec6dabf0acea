// The results of a small class for tests: Ann passed, Bob has a data race, Cem's could not be
// graded, Dee handed in nothing.
//
// Thread safety: pure functions.
#ifndef CHECKER_CLASS_SAMPLE_CLASS_H_
#define CHECKER_CLASS_SAMPLE_CLASS_H_

#include "checker/class/class_result.h"

namespace checker {

// The exercises are 04_locks/rlock (20 points) and 04_locks/bank (10 points, which nobody did).
ClassResult SampleClass();

}  // namespace checker

#endif  // CHECKER_CLASS_SAMPLE_CLASS_H_

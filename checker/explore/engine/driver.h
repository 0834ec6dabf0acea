// Runs the jobs that a test binary can be asked for.
//
// Thread safety: none; called by main().
#ifndef CHECKER_EXPLORE_ENGINE_DRIVER_H_
#define CHECKER_EXPLORE_ENGINE_DRIVER_H_

#include "checker/explore/engine/subject.h"

namespace explore {

// Does what the arguments ask for; returns the exit code.
int Drive(int argc, char** argv, Subject& subject);

}  // namespace explore

#endif  // CHECKER_EXPLORE_ENGINE_DRIVER_H_

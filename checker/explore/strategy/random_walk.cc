#include "checker/explore/strategy/random_walk.h"

namespace explore {

Strategy& TheRandomWalk() { return InSharedMemory<RandomWalk>(); }

}  // namespace explore

#include "checker/explore/strategy/random_walk.h"

namespace explore {

Strategy& TheRandomWalk() {
  static RandomWalk strategy;
  return strategy;
}

}  // namespace explore

#include "checker/testing/reachable.h"

#include "checker/explore/api.h"

namespace checker {

void Sometimes(const char* what, bool condition) {
  explore::Claim(what, condition, /*overlap=*/false);
}

void SometimesOverlaps(const char* what, bool condition) {
  explore::Claim(what, condition, /*overlap=*/true);
}

void StuckMeansLostWakeUp() { explore::StuckMeansLostWakeUp(); }

}  // namespace checker

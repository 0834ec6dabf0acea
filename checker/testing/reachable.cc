#include "checker/testing/reachable.h"

#include <cstring>

#include "checker/explore/arena.h"
#include "checker/explore/raw.h"

namespace checker {
namespace {

// The claim with this name, made if it is new; nullptr if there are too many.
Claim* ClaimNamed(const char* what, bool overlap) {
  char name[sizeof(Claim::what)] = {};
  for (std::size_t i = 0; i + 1 < sizeof name && what[i] != 0; ++i) name[i] = what[i];
  for (int i = 0; i < arena->claims; ++i) {
    if (__builtin_strcmp(arena->claim[i].what, name) == 0) return &arena->claim[i];
  }
  if (arena->claims == kMaxClaims) return nullptr;
  Claim& claim = arena->claim[arena->claims++];
  RawCopy(claim.what, name, sizeof name);
  claim.overlap = overlap;
  claim.seen = false;
  return &claim;
}

// Only the explorer can drive a state; with real threads not having seen it proves nothing.
void Note(const char* what, bool condition, bool overlap) {
  if (!UnderControl()) return;
  Claim* const claim = ClaimNamed(what, overlap);
  if (claim != nullptr && condition) claim->seen = true;
}

}  // namespace

void Sometimes(const char* what, bool condition) { Note(what, condition, /*overlap=*/false); }

void SometimesOverlaps(const char* what, bool condition) {
  Note(what, condition, /*overlap=*/true);
}

void StuckMeansLostWakeUp() {
  if (arena != nullptr) arena->stuck_means_lost = true;
}

}  // namespace checker

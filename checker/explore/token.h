// The replay token: a short, URL-safe text that holds everything one schedule needs.
//
//   default order      x
//   deviations         x[m][s<n>]-<distance>[.<choice>]-...   distances from decision to decision,
//   base 36 random walk        r<seed>[m][s<n>]                       seed in base 36, m: memory
//   points, POS                o<seed>[m][s<n>]                       s<n>: spurious wake-ups, one
//   in n PCT                p<seed>[m][s<n>]d<depth>k<length>
//
// Letters after the seed are upper case, so that base 36 stays unambiguous: R5k2zM S4 D3 ...
#ifndef CHECKER_EXPLORE_TOKEN_H_
#define CHECKER_EXPLORE_TOKEN_H_

#include "checker/explore/plan.h"
#include "checker/explore/text.h"

namespace checker {

struct Deviation;

// The token of the present schedule. A schedule that was not chosen by a seed (delay-bounded
// search, replay of deviations) is told by its deviations so far.
void AddToken(Text& text);

// A token for `plan` and deviations.
void AddDeviationToken(Text& text, const Plan& plan, const Deviation* deviations, int count);

// Reads a token. `deviations` has room for kMaxDeviations. False: it is not a token.
bool ParseToken(const char* token, Plan& plan, Deviation* deviations, int& count);

}  // namespace checker

#endif  // CHECKER_EXPLORE_TOKEN_H_

// The replay token: a short, URL-safe text that holds everything one schedule needs.
//
//   default order:  x
//   deviations:     x[C][M]-<distance>[.<choice>]-...
//                   distances from decision to decision; choice 1 is not told
//                   M: memory points; C: in a process where nothing has been initialised
//   random walk:    r<seed>[C][M][S<n>]
//                   S: spurious wake-ups, one in n
//   POS:            o<seed>[C][M][S<n>]
//   SURW:           u<seed>[C][M][S<n>]       the default order has to run first, see profile.h
//   PCT:            p<seed>[C][M][S<n>]D<depth>K<length>
//
// Numbers are in base 36, lower case.
//
// Thread safety: AddToken reads the arena: called by the task that has the turn, or by a process
// that runs no tasks. The others are pure functions.
#ifndef CHECKER_EXPLORE_STRATEGY_TOKEN_H_
#define CHECKER_EXPLORE_STRATEGY_TOKEN_H_

#include "checker/explore/base/text.h"
#include "checker/explore/state/plan.h"

namespace explore {

struct Deviation;

// The token of the present schedule. A schedule that was not chosen by a seed (delay-bounded
// search, replay of deviations) is told by its deviations so far.
void AddToken(Text& text);

// A token for `plan` and deviations.
void AddDeviationToken(Text& text, const Plan& plan, const Deviation* deviations, int count);

// Reads a token. `deviations` has room for kMaxDeviations. False: it is not a token.
bool ParseToken(const char* token, Plan& plan, Deviation* deviations, int& count);

}  // namespace explore

#endif  // CHECKER_EXPLORE_STRATEGY_TOKEN_H_

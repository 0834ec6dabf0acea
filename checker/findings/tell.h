// From evidence to a Finding in plain words.
//
// Thread safety: may be called by any thread.
#ifndef CHECKER_FINDINGS_TELL_H_
#define CHECKER_FINDINGS_TELL_H_

#include <string>
#include <vector>

#include "checker/findings/evidence.h"
#include "checker/findings/finding.h"

namespace checker {

// Whatever the failure is. The points lost are the caller's business.
Finding TellFailure(const Evidence& evidence);

// The parts of it, each in a file of its own.
Finding TellRace(const Evidence& evidence);     // whatever ThreadSanitizer reports
Finding TellStuck(const Evidence& evidence);    // deadlock, lost wake-up, too much locking
Finding TellEndless(const Evidence& evidence);  // livelock, busy waiting, time limit
Finding TellCrash(const Evidence& evidence);
Finding TellLeak(const Evidence& evidence);
Finding TellWrongResult(const Evidence& evidence);  // and not attempted

// A finding with its kind, case, place and excerpt filled in. `place` may be null.
Finding FindingAt(const Evidence& evidence, const Place* place);

// One column per thread, one row per step, at most about 20 rows: the end of the trace.
std::vector<std::string> DrawSteps(const Evidence& evidence);

// GoogleTest's message of a failed assertion in a sentence or two; what the test's author wrote
// comes first.
std::string AssertionInWords(const std::string& message);

}  // namespace checker

#endif  // CHECKER_FINDINGS_TELL_H_

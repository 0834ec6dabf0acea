// From what is known about a failure to a Finding in plain words.
//
// Thread safety: may be called by any thread.
#ifndef CHECKER_FINDINGS_EXPLAIN_EXPLAIN_H_
#define CHECKER_FINDINGS_EXPLAIN_EXPLAIN_H_

#include <string>
#include <vector>

#include "checker/findings/explain/failure_context.h"
#include "checker/findings/finding.h"

namespace checker {

// Whatever the failure is. The points lost are the caller's business.
Finding ExplainFailure(const FailureContext& context);

// One for each kind: ExplainDeadlock, ExplainLeak ...
#define FINDING_KIND(Name, name) Finding Explain##Name(const FailureContext& context);
#define BUILD_FINDING_KIND(Name, name)
#include "checker/protocol/finding_kinds.inc"
#undef FINDING_KIND

// Whatever ThreadSanitizer reports, as long as the program goes on after it.
Finding ExplainSanitizerReport(const FailureContext& context);

// A finding with its kind, case, place, excerpt and trace filled in. `place` may be null.
Finding FindingAt(const FailureContext& context, const Location* place);

// GoogleTest's message of a failed assertion in a sentence or two; what the test's author wrote
// comes first.
std::string AssertionInWords(const std::string& message);

}  // namespace checker

#endif  // CHECKER_FINDINGS_EXPLAIN_EXPLAIN_H_

// From what is known about a schedule to a trace that a person can follow: addresses become lines
// of the student's files, objects get the names that the student gave them.
//
// Thread safety: pure functions.
#ifndef CHECKER_FINDINGS_EXPLAIN_ANNOTATE_H_
#define CHECKER_FINDINGS_EXPLAIN_ANNOTATE_H_

#include "checker/findings/annotated_trace.h"
#include "checker/findings/explain/failure_context.h"

namespace checker {

// All steps; at their end the accesses of a data race, or where the threads that are stuck stand.
AnnotatedTrace Annotate(const FailureContext& context);

}  // namespace checker

#endif  // CHECKER_FINDINGS_EXPLAIN_ANNOTATE_H_

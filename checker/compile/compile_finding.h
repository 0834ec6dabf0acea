// From the compiler's diagnostics to a finding.
//
// Thread safety: may be called by any thread.
#ifndef CHECKER_COMPILE_COMPILE_FINDING_H_
#define CHECKER_COMPILE_COMPILE_FINDING_H_

#include <string>

#include "checker/findings/finding.h"
#include "checker/findings/source_text.h"

namespace checker {

// Where the student's files lie while they are compiled.
inline constexpr char kStagingFolder[] = "/submission/";

// The diagnostics as a student may see them: paths of the staging folder are gone.
std::string ReadableDiagnostics(std::string diagnostics);

// `diagnostics` as ReadableDiagnostics leaves them.
Finding CompileFinding(const std::string& diagnostics, const SourceTexts& sources);

}  // namespace checker

#endif  // CHECKER_COMPILE_COMPILE_FINDING_H_

// What stops a submission before it runs: it does not compile, or uses what it may not.
//
// Thread safety: pure functions.
#ifndef CHECKER_FINDINGS_EXPLAIN_EXPLAIN_BUILD_H_
#define CHECKER_FINDINGS_EXPLAIN_EXPLAIN_BUILD_H_

#include <string>

#include "checker/findings/finding.h"
#include "checker/findings/source_text.h"

namespace checker {

// `words`: the compiler's. `location`: the line of the student's that it is about, or the test's.
Finding ExplainCompileError(const std::string& words, const Location& location,
                            const SourceTexts& sources);

// The compiler or the linker failed and named no line.
enum class UnnamedError { kCompiling, kLinking };
Finding ExplainUnnamedError(UnnamedError error);

// `end`: how it ended, in words. `file`: the student's.
Finding ExplainCompilerWithoutEnd(const std::string& end, const std::string& file);

// A file that is refused, or a line (0: the file as a whole) that is not allowed, with the words of
// whoever refused it.
struct Objection {
  std::string what;
  std::string why;
  std::string advice;
};
Finding ExplainObjection(FindingKind kind, const std::string& file, int line,
                         const Objection& objection);

}  // namespace checker

#endif  // CHECKER_FINDINGS_EXPLAIN_EXPLAIN_BUILD_H_

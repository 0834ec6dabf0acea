// A line of a file, as it is quoted in a report.
//
// Thread safety: plain data.
#ifndef CHECKER_FINDINGS_SOURCE_LINE_H_
#define CHECKER_FINDINGS_SOURCE_LINE_H_

#include <string>

namespace checker {

struct SourceLine {
  int line = 0;  // from 1
  std::string text;

  bool operator==(const SourceLine&) const = default;
};

}  // namespace checker

#endif  // CHECKER_FINDINGS_SOURCE_LINE_H_

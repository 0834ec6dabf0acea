// One thing that is wrong with a student's work: the unit of every report. What is said of it is in
// plain words; where it is, and how it came about, is data.
//
// Thread safety: plain data.
#ifndef CHECKER_FINDINGS_FINDING_H_
#define CHECKER_FINDINGS_FINDING_H_

#include <map>
#include <string>
#include <vector>

#include "checker/findings/annotated_trace.h"
#include "checker/findings/location.h"
#include "checker/findings/source_line.h"
#include "checker/protocol/finding_kind.h"

namespace checker {

using protocol::FindingKind;

struct Finding {
  FindingKind kind = FindingKind::kWrongResult;
  std::string file;  // the student's name for it: "rlock.h"; "" when there is no place
  int line = 0;      // 0 when there is no line
  std::vector<std::string> cases;
  int points_lost = 0;
  // The four parts.
  std::string what;
  std::string why;
  std::vector<LabeledLocation> where;
  std::string advice;
  // How to see it again: "3.7f3a91" is schedule 7f3a91 of the exercise's third case; "" if it can't
  // be replayed.
  std::string token;
  std::vector<SourceLine> excerpt;  // round the place
  AnnotatedTrace trace;             // the interleaving that led to it; empty if it has none
  std::map<std::string, std::string> details;

  bool SamePlace(const Finding& other) const {
    return kind == other.kind && file == other.file && line == other.line;
  }
};

}  // namespace checker

#endif  // CHECKER_FINDINGS_FINDING_H_

// Which kind of finding a report of ThreadSanitizer is. It calls many things a warning, and each by
// two names: "data-race" in its interface, which the runtime asks, and "data race" in its text,
// which the judge reads.
//
// Thread safety: pure functions. Usable without the heap and without exceptions, and within a
// report: they call nothing that ThreadSanitizer intercepts, as memcmp and memchr are.
#ifndef CHECKER_PROTOCOL_SANITIZER_REPORT_H_
#define CHECKER_PROTOCOL_SANITIZER_REPORT_H_

#include <cstddef>
#include <string_view>

#include "checker/protocol/finding_kind.h"

namespace protocol {

struct SanitizerReport {
  std::string_view words;  // in each of its names; a blank stands for a hyphen too
  FindingKind kind;

  constexpr bool IsNamedIn(std::string_view text) const {
    for (; text.size() >= words.size(); text.remove_prefix(1)) {
      if (Begins(text)) return true;
    }
    return false;
  }

 private:
  // REQUIRES: text is no shorter than the words.
  constexpr bool Begins(std::string_view text) const {
    for (std::size_t i = 0; i < words.size(); ++i) {
      if ((text[i] == '-' ? ' ' : text[i]) != words[i]) return false;
    }
    return true;
  }
};

// The first row that fits counts.
inline constexpr SanitizerReport kSanitizerReports[] = {
    {"use after free", FindingKind::kCrash}, {"race", FindingKind::kDataRace},
    {"lock order", FindingKind::kDeadlock},  {"leak", FindingKind::kLeak},
    {"double lock", FindingKind::kDeadlock},
};

// A wrong result for what is none of the above, as the misuse of a mutex.
constexpr FindingKind KindOfSanitizerReport(std::string_view name) {
  for (const SanitizerReport& report : kSanitizerReports) {
    if (report.IsNamedIn(name)) return report.kind;
  }
  return FindingKind::kWrongResult;
}

}  // namespace protocol

#endif  // CHECKER_PROTOCOL_SANITIZER_REPORT_H_

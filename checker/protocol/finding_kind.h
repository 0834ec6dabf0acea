// The kinds of findings: what can be wrong with a program. Written by the runtime that is linked
// into every test binary, read by the judge, told by the reports.
//
// Thread safety: pure functions. Usable without the heap and without exceptions.
#ifndef CHECKER_PROTOCOL_FINDING_KIND_H_
#define CHECKER_PROTOCOL_FINDING_KIND_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace protocol {

enum class FindingKind : std::uint8_t {
#define FINDING_KIND(Name, name) k##Name,
#include "checker/protocol/finding_kinds.inc"
#undef FINDING_KIND
};

inline constexpr const char* kFindingKindNames[] = {
#define FINDING_KIND(Name, name) name,
#include "checker/protocol/finding_kinds.inc"
#undef FINDING_KIND
};
inline constexpr int kFindingKinds = sizeof kFindingKindNames / sizeof kFindingKindNames[0];

// As it is written in records, reports and BUILD files: "lost wake-up".
constexpr const char* NameOf(FindingKind kind) { return kFindingKindNames[static_cast<int>(kind)]; }

// Nothing for a text that names no kind.
constexpr std::optional<FindingKind> FindingKindNamed(std::string_view name) {
  for (int i = 0; i < kFindingKinds; ++i) {
    if (name == kFindingKindNames[i]) return static_cast<FindingKind>(i);
  }
  return std::nullopt;
}

}  // namespace protocol

#endif  // CHECKER_PROTOCOL_FINDING_KIND_H_

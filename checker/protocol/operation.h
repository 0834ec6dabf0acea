// What a thread is about to do when it comes to a scheduling point, and what it does it to. The
// runtime schedules by these facts and writes the names; the judge reads them; reports show the
// words.
//
// Thread safety: pure functions. Usable without the heap and without exceptions.
#ifndef CHECKER_PROTOCOL_OPERATION_H_
#define CHECKER_PROTOCOL_OPERATION_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace protocol {

enum class ObjectKind : std::uint8_t {
#define OBJECT_KIND(enumerator, name) enumerator,
#include "checker/protocol/object_kinds.inc"
#undef OBJECT_KIND
  kCount
};

enum class Operation : std::uint8_t {
#define OPERATION(enumerator, name, words, object, blocks, acquires, writes, progress) enumerator,
#include "checker/protocol/operations.inc"
#undef OPERATION
  kCount
};

// The columns of operations.inc.
struct OperationFacts {
  const char* name;
  const char* words;
  ObjectKind object;
  bool blocks;
  bool acquires;
  bool writes;
  bool progress;
};

inline constexpr OperationFacts kOperations[] = {
#define OPERATION(enumerator, name, words, object, blocks, acquires, writes, progress) \
  {name, words, ObjectKind::object, blocks, acquires, writes, progress},
#include "checker/protocol/operations.inc"
#undef OPERATION
};

inline constexpr const char* kObjectKindNames[] = {
#define OBJECT_KIND(enumerator, name) name,
#include "checker/protocol/object_kinds.inc"
#undef OBJECT_KIND
};

constexpr const OperationFacts& FactsOf(Operation operation) {
  return kOperations[static_cast<int>(operation)];
}
constexpr const char* NameOf(Operation operation) { return FactsOf(operation).name; }
constexpr const char* WordsFor(Operation operation) { return FactsOf(operation).words; }
constexpr const char* NameOf(ObjectKind kind) { return kObjectKindNames[static_cast<int>(kind)]; }

// Nothing for a text that names no operation.
constexpr std::optional<Operation> OperationNamed(std::string_view name) {
  for (int i = 0; i < static_cast<int>(Operation::kCount); ++i) {
    if (name == kOperations[i].name) return static_cast<Operation>(i);
  }
  return std::nullopt;
}

}  // namespace protocol

#endif  // CHECKER_PROTOCOL_OPERATION_H_

#include "checker/base/utf8.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdint>

namespace checker {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::int32_t kReplacementCode = 0xFFFD;

// What `text` begins with. REQUIRES: `text` is not empty.
struct Character {
  std::int32_t code;   // U+FFFD for a byte that belongs to no character
  std::size_t length;  // in bytes
  bool valid;
};

Character FirstOf(std::string_view text) {
  std::int32_t code = 0;
  const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                       static_cast<utf8proc_ssize_t>(text.size()), &code);
  if (length <= 0) return {kReplacementCode, 1, false};
  return {code, static_cast<std::size_t>(length), true};
}

// Calls `use` with each character's code and its bytes in valid UTF-8.
template <class F>
void ForEachCharacter(std::string_view text, F use) {
  while (!text.empty()) {
    const Character first = FirstOf(text);
    use(first.code, first.valid ? text.substr(0, first.length) : kReplacement);
    text.remove_prefix(first.length);
  }
}

// C0 and C1 controls, and those that turn the direction of writing.
bool IsControl(std::int32_t code) {
  return code < 0x20 || (code >= 0x7F && code <= 0x9F) || (code >= 0x202A && code <= 0x202E) ||
         (code >= 0x2066 && code <= 0x2069);
}

std::string Shown(std::int32_t code, std::string_view bytes, bool keep_lines) {
  if (code == '\n') return keep_lines ? "\n" : "\\n";
  if (code == '\t') return " ";
  if (!IsControl(code)) return std::string(bytes);
  return code < 0x100 ? fmt::format("\\x{:02x}", code) : fmt::format("\\u{:04x}", code);
}

std::size_t Width(std::int32_t code) {
  return static_cast<std::size_t>(std::max(utf8proc_charwidth(code), 0));
}

}  // namespace

std::size_t Utf8Length(std::string_view text) {
  if (text.empty()) return 0;
  const Character first = FirstOf(text);
  return first.valid ? first.length : 0;
}

bool IsUtf8(std::string_view text) { return ValidUtf8(text) == text; }

std::string ValidUtf8(std::string_view text) {
  std::string valid;
  ForEachCharacter(text, [&](std::int32_t, std::string_view bytes) { valid += bytes; });
  return valid;
}

std::string Printable(std::string_view text, bool keep_lines) {
  std::string printable;
  ForEachCharacter(text, [&](std::int32_t code, std::string_view bytes) {
    printable += Shown(code, bytes, keep_lines);
  });
  return printable;
}

std::size_t Columns(std::string_view text) {
  std::size_t columns = 0;
  ForEachCharacter(text, [&](std::int32_t code, std::string_view) { columns += Width(code); });
  return columns;
}

std::string_view FirstColumns(std::string_view text, std::size_t columns) {
  std::size_t bytes = 0;
  while (bytes < text.size()) {
    const Character next = FirstOf(text.substr(bytes));
    if (Width(next.code) > columns) break;
    columns -= Width(next.code);
    bytes += next.length;
  }
  return text.substr(0, bytes);
}

}  // namespace checker

#include "checker/report/plain_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace checker {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

std::uint32_t Byte(char c) { return static_cast<unsigned char>(c); }

std::size_t LengthByFirstByte(std::uint32_t first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return 2;
  if (first >= 0xE0 && first <= 0xEF) return 3;
  if (first >= 0xF0 && first <= 0xF4) return 4;
  return 0;
}

std::uint32_t Decode(std::string_view character) {
  if (character.size() == 1) return Byte(character[0]);
  std::uint32_t code = Byte(character[0]) & (0xFFu >> (character.size() + 1));
  for (const char c : character.substr(1)) code = code << 6 | (Byte(c) & 0x3Fu);
  return code;
}

// Longer than need be, a surrogate, or beyond Unicode.
bool IsMalformed(std::uint32_t code, std::size_t length) {
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  return overlong || (code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF;
}

// C0 and C1 controls, and those that turn the direction of writing.
bool IsControl(std::uint32_t code) {
  return code < 0x20 || (code >= 0x7F && code <= 0x9F) || (code >= 0x202A && code <= 0x202E) ||
         (code >= 0x2066 && code <= 0x2069);
}

std::string Shown(std::string_view character, bool keep_lines) {
  if (character == "\n" && keep_lines) return "\n";
  if (character == "\n") return "\\n";
  if (character == "\t") return " ";
  const std::uint32_t code = Decode(character);
  if (!IsControl(code)) return std::string(character);
  return code < 0x100 ? fmt::format("\\x{:02x}", code) : fmt::format("\\u{:04x}", code);
}

// Calls `use` with each character, and with U+FFFD for each byte that belongs to none.
template <class F>
void ForEachCharacter(std::string_view text, F use) {
  while (!text.empty()) {
    const std::size_t length = Utf8Length(text);
    use(length == 0 ? kReplacement : text.substr(0, length));
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
}

void WrapLine(std::string_view line, std::size_t columns, std::vector<std::string>& lines) {
  // What fits stays as it is, with its runs of blanks.
  if (Columns(line) <= columns) {
    lines.emplace_back(line);
    return;
  }
  std::string current;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(' '), line.size());
    const std::string_view word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    if (word.empty()) continue;
    if (!current.empty() && Columns(current) + 1 + Columns(word) > columns) {
      lines.push_back(std::exchange(current, ""));
    }
    current += (current.empty() ? "" : " ") + std::string(word);
  }
  lines.push_back(current);
}

}  // namespace

std::size_t Utf8Length(std::string_view text) {
  if (text.empty()) return 0;
  const std::size_t length = LengthByFirstByte(Byte(text[0]));
  if (length == 0 || length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((Byte(text[i]) & 0xC0u) != 0x80u) return 0;
  }
  return IsMalformed(Decode(text.substr(0, length)), length) ? 0 : length;
}

std::string ValidUtf8(std::string_view text) {
  std::string valid;
  ForEachCharacter(text, [&](std::string_view character) { valid += character; });
  return valid;
}

std::string Printable(std::string_view text, bool keep_lines) {
  std::string printable;
  ForEachCharacter(text,
                   [&](std::string_view character) { printable += Shown(character, keep_lines); });
  return printable;
}

std::size_t Columns(std::string_view text) {
  std::size_t columns = 0;
  ForEachCharacter(text, [&](std::string_view) { ++columns; });
  return columns;
}

std::string PadRight(std::string_view text, std::size_t columns) {
  const std::size_t width = Columns(text);
  return std::string(text) + std::string(columns > width ? columns - width : 0, ' ');
}

std::string PadLeft(std::string_view text, std::size_t columns) {
  const std::size_t width = Columns(text);
  return std::string(columns > width ? columns - width : 0, ' ') + std::string(text);
}

std::string Spread(std::string_view left, std::string_view right, std::size_t columns) {
  const std::size_t used = Columns(right);
  const std::size_t room = columns > used ? columns - used : 0;
  return PadRight(std::string(left) + "  ", room) + std::string(right);
}

std::vector<std::string> Wrap(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines;
  while (true) {
    const std::size_t end = text.find('\n');
    WrapLine(text.substr(0, end), columns, lines);
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

std::string Grouped(long long number) {
  std::string digits = std::to_string(number < 0 ? -number : number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return (number < 0 ? "-" : "") + digits;
}

std::string Counted(long long number, std::string_view noun) {
  return fmt::format("{} {}{}", Grouped(number), noun, number == 1 ? "" : "s");
}

}  // namespace checker
